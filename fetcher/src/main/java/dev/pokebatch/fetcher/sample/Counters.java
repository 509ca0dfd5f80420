package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.SampleFaults.Fault;
import java.util.HashMap;
import java.util.Map;

/** Counts for {@link SampleStats}; written on the event loop, read from anywhere. */
final class Counters {

  private static final int MOST_PATHS = 100_000;

  private final Map<String, Integer> byPath = new HashMap<>();
  private int requests;
  private int inFlight;
  private int mostInFlight;
  private int gaveUp;
  private int faults;

  /**
   * A request has come.
   *
   * @return how many for the same path came before
   */
  synchronized int came(String path) {
    requests++;
    inFlight++;
    mostInFlight = Math.max(mostInFlight, inFlight);
    if (byPath.size() >= MOST_PATHS && !byPath.containsKey(path)) {
      return 0;
    }
    return byPath.merge(path, 1, Integer::sum) - 1;
  }

  synchronized void dealt(Fault fault) {
    faults += fault == Fault.NONE ? 0 : 1;
  }

  synchronized void answered() {
    inFlight--;
  }

  synchronized void leftUnanswered() {
    inFlight--;
    gaveUp++;
  }

  synchronized SampleStats stats() {
    return new SampleStats(requests, inFlight, mostInFlight, gaveUp, faults, Map.copyOf(byPath));
  }

  synchronized void reset() {
    byPath.clear();
    requests = 0;
    mostInFlight = inFlight;
    gaveUp = 0;
    faults = 0;
  }
}
