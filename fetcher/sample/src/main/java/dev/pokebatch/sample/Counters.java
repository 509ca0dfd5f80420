package dev.pokebatch.sample;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Counts requests. Thread-safe: one event loop writes, tests read from other threads. */
final class Counters {
  private final Map<String, Long> byPath = new HashMap<>();
  private final Map<InjectedFault, Long> faults = new EnumMap<>(InjectedFault.class);
  private long requests;
  private int inFlight;
  private int maxInFlight;
  private long cancelled;

  /** Counts a request. Returns the number of earlier requests for its path. */
  synchronized long arrived(String path) {
    requests++;
    inFlight++;
    maxInFlight = Math.max(maxInFlight, inFlight);
    var known = byPath.size() < SampleStats.MAX_PATHS || byPath.containsKey(path);
    return byPath.merge(known ? path : SampleStats.OTHER_PATHS, 1L, Long::sum) - 1;
  }

  synchronized void dealt(InjectedFault fault) {
    if (fault != InjectedFault.NONE) {
      faults.merge(fault, 1L, Long::sum);
    }
  }

  synchronized void answered() {
    inFlight--;
  }

  synchronized void cancelled() {
    inFlight--;
    cancelled++;
  }

  /** Resets all counts but those of requests in flight. */
  synchronized void reset() {
    byPath.clear();
    faults.clear();
    requests = 0;
    cancelled = 0;
    maxInFlight = inFlight;
  }

  synchronized SampleStats snapshot() {
    return new SampleStats(requests, byPath, inFlight, maxInFlight, cancelled, faults);
  }
}
