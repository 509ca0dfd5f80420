package dev.pokebatch.contract.client;

import java.util.HashSet;
import java.util.Set;

/** One call's wait for the fetcher that is to get its document. Confined to one event loop. */
final class PendingAsk {

  /**
   * After so many ticks without a word, 3 s, it is asked for again: a message may have been lost.
   * If none was, the second request joins the first, and costs nothing.
   */
  private static final int PATIENCE = 10;

  private final Member member;
  private final Set<Member> asked = new HashSet<>();
  private int ticks;
  private boolean hasArrived;

  PendingAsk(Member member) {
    this.member = member;
    asked.add(member);
  }

  /** Who is waited for. */
  Member member() {
    return member;
  }

  void tick() {
    ticks++;
  }

  /** The document is there, and its links are being followed. */
  void arrived() {
    hasArrived = true;
  }

  /** Following links may take its time: who does so has the request. */
  boolean isOverdue() {
    return ticks >= PATIENCE && !hasArrived;
  }

  /** Whether to begin to ask others for what they keep, which is done once. */
  boolean mayLookElsewhere() {
    return !hasArrived && asked.size() == 1;
  }

  /** It, and those that were asked for what they keep. */
  Set<Member> asked() {
    return asked;
  }
}
