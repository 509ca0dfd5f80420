package dev.pokebatch.contract;

import java.util.List;

/**
 * Cancels requests of one caller. Sent to the lane that the requests were sent to, which ignores
 * the numbers that it does not know. A cancelled request still gets a reply.
 *
 * @param caller name of the caller, as in {@link CallId#caller()}
 * @param numbers numbers of the requests, as in {@link CallId#number()}
 */
public record Cancel(String caller, List<Long> numbers) {

  /** Copies the list. */
  public Cancel {
    numbers = List.copyOf(numbers);
  }
}
