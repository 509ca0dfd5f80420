package dev.pokebatch.fetcher.contract;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Where on the event bus fetchers listen. The targets are spread over a fixed number of slots by
 * their hash, and each fetcher verticle of a process serves its own share of the slots, so that in
 * one process equal targets always meet on the same event loop.
 */
public final class Addresses {

  /** Fetchers listen here for {@link Cancel}. */
  public static final String CANCEL = "pokebatch.fetch.cancel";

  /** How many slots there are; also the most fetcher verticles that one process can use. */
  public static final int SLOTS = 64;

  private static final String FETCH = "pokebatch.fetch.";

  private Addresses() {}

  /** The one place that decides where a request for a target goes. */
  public static String of(String target) {
    var h = target.hashCode() * 0x9E3779B9;
    return FETCH + ((h >>> 16) % SLOTS);
  }

  /** The addresses that verticle {@code index} of {@code count} in one process serves. */
  public static Stream<String> served(int index, int count) {
    return IntStream.range(0, SLOTS).filter(s -> s % count == index).mapToObj(s -> FETCH + s);
  }
}
