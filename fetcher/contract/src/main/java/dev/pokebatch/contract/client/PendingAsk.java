package dev.pokebatch.contract.client;

import java.util.HashSet;
import java.util.Set;

/**
 * A fetcher that was asked for a call's document and has not replied. Confined to one event loop.
 */
final class PendingAsk {

  /**
   * After this many ticks without a reply, 3 s, the fetcher is asked again: a message may have been
   * lost. If none was, the second request joins the first one there and costs nothing.
   */
  private static final int OVERDUE_TICKS = 10;

  private final Member member;
  private final Set<Member> asked = new HashSet<>();
  private int ticks;
  private boolean hasArrived;

  PendingAsk(Member member) {
    this.member = member;
    asked.add(member);
  }

  /** The fetcher that was asked. */
  Member member() {
    return member;
  }

  void tick() {
    ticks++;
  }

  /** The fetcher has the document, and follows its links. */
  void arrived() {
    hasArrived = true;
  }

  /** Whether to ask again. Following links may take long, and proves that the request arrived. */
  boolean isOverdue() {
    return ticks >= OVERDUE_TICKS && !hasArrived;
  }

  /** Whether a search for a cached copy may begin. It begins at most once. */
  boolean maySearch() {
    return !hasArrived && asked.size() == 1;
  }

  /** The fetcher, and those that were asked for a cached copy. */
  Set<Member> asked() {
    return asked;
  }
}
