package dev.pokebatch.fetcher.sample;

import java.util.Map;

/**
 * What the sample upstream has seen since it was started or last reset.
 *
 * @param requests requests in all
 * @param inFlight requests that are not answered yet
 * @param mostInFlight the most of those at one time
 * @param gaveUp requests whose client left before the answer was sent
 * @param faults requests that were made to go wrong
 * @param byPath requests by path below the base URL, such as {@code pokemon/25}
 */
public record SampleStats(
    int requests,
    int inFlight,
    int mostInFlight,
    int gaveUp,
    int faults,
    Map<String, Integer> byPath) {}
