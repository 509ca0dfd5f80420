package dev.pokebatch.fetcher.sample;

/**
 * How the sample upstream behaves.
 *
 * @param port where it listens on loopback, 0 for any free port
 * @param latencyMs milliseconds from a request to its answer; they cost no thread
 * @param documents how many Pokémon there are; beyond the 151 of Kanto they are numbered copies
 * @param documentKb the median size of a Pokémon's document, in KB of minified JSON
 * @param faults what goes wrong, and how often
 */
public record SampleConfig(
    int port, int latencyMs, int documents, int documentKb, SampleFaults faults) {

  /** Refuses what makes no sense. */
  public SampleConfig {
    if (port < 0 || port > 65_535 || latencyMs < 0 || documents < 1 || documentKb < 10) {
      throw new IllegalArgumentException(
          "the sample needs a port, a latency of 0 ms or more, 1 document or more, 10 KB or more");
    }
  }

  /** Any port, 100 ms, the 151 of Kanto, 80 KB, no faults. */
  public static SampleConfig defaults() {
    return new SampleConfig(0, 100, 151, 80, SampleFaults.NONE);
  }

  /** The same on another port. */
  public SampleConfig withPort(int value) {
    return new SampleConfig(value, latencyMs, documents, documentKb, faults);
  }

  /** The same with another latency. */
  public SampleConfig withLatencyMs(int value) {
    return new SampleConfig(port, value, documents, documentKb, faults);
  }

  /** The same with another number of Pokémon. */
  public SampleConfig withDocuments(int value) {
    return new SampleConfig(port, latencyMs, value, documentKb, faults);
  }

  /** The same with documents of another size. */
  public SampleConfig withDocumentKb(int value) {
    return new SampleConfig(port, latencyMs, documents, value, faults);
  }

  /** The same with other faults. */
  public SampleConfig withFaults(SampleFaults value) {
    return new SampleConfig(port, latencyMs, documents, documentKb, value);
  }
}
