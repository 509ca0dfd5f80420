package dev.pokebatch.contract;

import java.util.List;

/**
 * Calls off calls of one caller; published to every fetcher, and only the one that serves a call
 * knows it. A call that is called off gets a reply all the same.
 *
 * @param caller the caller's name, as in {@link CallId#caller()}
 * @param numbers its calls
 */
public record Cancel(String caller, List<Long> numbers) {

  /** Copies the list. */
  public Cancel {
    numbers = List.copyOf(numbers);
  }
}
