package dev.pokebatch.sample;

import org.jspecify.annotations.Nullable;

/**
 * The configuration of the sample upstream.
 *
 * @param port TCP port on loopback; 0 for any free port
 * @param latencyMs milliseconds from the arrival of a request to its response
 * @param documents number of Pokémon; those above 151 are copies
 * @param documentKb median size of a Pokémon's document, in units of 1,000 bytes
 * @param cacheBytes how many bytes of encoded documents are cached
 * @param maxAgeS how long a document is fresh, in seconds, as its headers say
 * @param faults the shares of requests that meet a fault
 * @param rate limit of requests per second, with a burst of the same number; beyond it the response
 *     is 429 with {@code Retry-After: 1}; 0 for no limit
 * @param atOnce limit of requests in flight; beyond it the response is 429 with {@code Retry-After:
 *     1}; 0 for no limit
 * @param data folder whose documents are served; null to write documents of the number and size
 *     given above
 */
public record SampleConfig(
    int port,
    int latencyMs,
    int documents,
    int documentKb,
    long cacheBytes,
    int maxAgeS,
    SampleFaults faults,
    int rate,
    int atOnce,
    @Nullable DataFolder data) {

  private static final int A_DAY_S = 86_400;

  /** The longest latency, in milliseconds. */
  public static final int MAX_LATENCY_MS = 600_000;

  /** The most Pokémon. */
  public static final int MAX_DOCUMENTS = 100_000;

  /** The smallest and the largest median size of a document, in units of 1,000 bytes. */
  public static final int MIN_DOCUMENT_KB = 40;

  /** See {@link #MIN_DOCUMENT_KB}. */
  public static final int MAX_DOCUMENT_KB = 500;

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message names it
   */
  public SampleConfig {
    check("port", port, 0, 65_535);
    check("latencyMs", latencyMs, 0, MAX_LATENCY_MS);
    check("documents", documents, 1, MAX_DOCUMENTS);
    check("documentKb", documentKb, MIN_DOCUMENT_KB, MAX_DOCUMENT_KB);
    check("rate", rate, 0, Integer.MAX_VALUE);
    check("atOnce", atOnce, 0, Integer.MAX_VALUE);
    check("cacheBytes", cacheBytes, 0, Long.MAX_VALUE);
    check("maxAgeS", maxAgeS, 0, Integer.MAX_VALUE);
  }

  /** Without a limit of requests in flight. */
  public SampleConfig(
      int port,
      int latencyMs,
      int documents,
      int documentKb,
      long cacheBytes,
      int maxAgeS,
      SampleFaults faults,
      int rate,
      @Nullable DataFolder data) {
    this(port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, 0, data);
  }

  private static void check(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          name + " is between " + least + " and " + most + ": " + value);
    }
  }

  /** Any free port, 100 ms, the 151 of Kanto at 80 KB, 64 MiB of cache, no faults. */
  public static SampleConfig defaults() {
    return new SampleConfig(
        0, 100, Facts.KANTO, 80, 64L << 20, A_DAY_S, SampleFaults.NONE, 0, 0, null);
  }

  /** The same on another port. */
  public SampleConfig withPort(int port) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with another latency in milliseconds. */
  public SampleConfig withLatencyMs(int latencyMs) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with another number of Pokémon. */
  public SampleConfig withDocuments(int documents) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with documents of another size. */
  public SampleConfig withDocumentKb(int documentKb) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with another size of the cache. */
  public SampleConfig withCacheBytes(long cacheBytes) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with another freshness of documents, in seconds. */
  public SampleConfig withMaxAgeS(int maxAgeS) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with other faults. */
  public SampleConfig withFaults(SampleFaults faults) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with another limit of requests per second. */
  public SampleConfig withRate(int rate) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with another limit of requests in flight. */
  public SampleConfig withAtOnce(int atOnce) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }

  /** The same with the documents of a folder. */
  public SampleConfig withData(DataFolder data) {
    return new SampleConfig(
        port, latencyMs, documents, documentKb, cacheBytes, maxAgeS, faults, rate, atOnce, data);
  }
}
