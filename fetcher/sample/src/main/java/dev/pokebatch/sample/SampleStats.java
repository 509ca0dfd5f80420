package dev.pokebatch.sample;

import java.util.Map;

/**
 * What the sample upstream has seen so far; a snapshot.
 *
 * @param requests requests in all
 * @param requestsByPath requests by what follows {@code /api/v2/}, such as {@code pokemon/25}, with
 *     its query and without slashes at the ends; beyond {@link #MAX_PATHS} paths all others are
 *     counted under {@link #OTHER_PATHS}
 * @param inFlight requests that came and are not yet answered
 * @param maxInFlight the most that were in flight at once
 * @param cancelled requests whose client was gone before the answer had been sent
 * @param faults how often each fault was dealt; {@link InjectedFault#NONE} is not among them
 */
public record SampleStats(
    long requests,
    Map<String, Long> requestsByPath,
    int inFlight,
    int maxInFlight,
    long cancelled,
    Map<InjectedFault, Long> faults) {

  /** How many paths are counted one by one. */
  public static final int MAX_PATHS = 200_000;

  /** Where the requests of all other paths are counted. */
  public static final String OTHER_PATHS = "*";

  /** Keeps copies of the maps. */
  public SampleStats {
    requestsByPath = Map.copyOf(requestsByPath);
    faults = Map.copyOf(faults);
  }

  /** How often a path was asked for. */
  public long requests(String path) {
    return requestsByPath.getOrDefault(path, 0L);
  }

  /** How often a fault was dealt. */
  public long faults(InjectedFault fault) {
    return faults.getOrDefault(fault, 0L);
  }
}
