package dev.pokebatch.sample;

import java.util.Map;

/**
 * A snapshot of the requests that the sample upstream has received.
 *
 * @param requests number of requests
 * @param requestsByPath requests by what follows {@code /api/v2/}, such as {@code pokemon/25}, with
 *     its query and without slashes at the ends; beyond {@link #MAX_PATHS} paths all others are
 *     counted under {@link #OTHER_PATHS}
 * @param inFlight requests without a complete response
 * @param maxInFlight the most requests that were in flight at once
 * @param cancelled requests whose connection was lost before the response was complete
 * @param faults how often each fault was injected, without {@link InjectedFault#NONE}
 */
public record SampleStats(
    long requests,
    Map<String, Long> requestsByPath,
    int inFlight,
    int maxInFlight,
    long cancelled,
    Map<InjectedFault, Long> faults) {

  /** How many paths have counts of their own. */
  public static final int MAX_PATHS = 200_000;

  /** The key under which the requests for all other paths are counted. */
  public static final String OTHER_PATHS = "*";

  /** Keeps copies of the maps. */
  public SampleStats {
    requestsByPath = Map.copyOf(requestsByPath);
    faults = Map.copyOf(faults);
  }

  /** The number of requests for a path. */
  public long requests(String path) {
    return requestsByPath.getOrDefault(path, 0L);
  }

  /** How often a fault was injected. */
  public long faults(InjectedFault fault) {
    return faults.getOrDefault(fault, 0L);
  }
}
