package dev.pokebatch.fetcher.client;

/** One call's wait for the fetcher that is to get its document. Confined to one event loop. */
final class Wait {

  /**
   * After so many ticks without a word, 3 s, it is asked for again: a message may have been lost.
   * If none was, the second request joins the first, and costs nothing.
   */
  private static final int PATIENCE = 10;

  private final Member member;
  private int ticks;
  private boolean hasArrived;
  private boolean hasLookedElsewhere;

  Wait(Member member) {
    this.member = member;
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

  /** Whether to ask another one for what it keeps, which is done once. */
  boolean mayLookElsewhere() {
    var may = !hasArrived && !hasLookedElsewhere;
    hasLookedElsewhere = true;
    return may;
  }
}
