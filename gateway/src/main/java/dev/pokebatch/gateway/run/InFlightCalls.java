package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.client.FetcherCall;
import java.util.HashSet;
import java.util.Set;

/**
 * Counts the calls of one client that are in flight. A call whose document has arrived, and whose
 * links are being expanded, no longer counts against the limit. Confined to one event loop.
 */
final class InFlightCalls {

  private final int limit;
  private final Set<FetcherCall> expanding = new HashSet<>();

  /** The number of calls without a reply, except those in {@link #expanding}. */
  private int fetching;

  /**
   * @param limit the most calls at the same time; as many others may have their links expanded
   */
  InFlightCalls(int limit) {
    this.limit = limit;
  }

  /** Returns whether no other call may be sent now. */
  boolean areFull() {
    return fetching >= limit;
  }

  /** Returns whether a call has no reply yet. */
  boolean any() {
    return fetching + expanding.size() > 0;
  }

  /** Counts a call that is sent. */
  void add() {
    fetching++;
  }

  /**
   * Notes that the document of a call has arrived, and that its links are being expanded.
   *
   * @return whether another call may be sent in its place
   */
  boolean arrived(FetcherCall call) {
    var moved = expanding.size() < limit && expanding.add(call);
    if (moved) {
      fetching--;
    }
    return moved;
  }

  /** Notes that a call has its reply. */
  void replied(FetcherCall call) {
    if (!expanding.remove(call)) {
      fetching--;
    }
  }
}
