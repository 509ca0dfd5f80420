package dev.pokebatch.contract.client;

import dev.pokebatch.contract.FetchReply;
import java.util.Set;

/**
 * A call's search for a fetcher that keeps its document, where the one that was asked waits for the
 * upstream, or says that it is away: another one may have got it while the first had too much to
 * do. Confined to one event loop.
 */
final class Search {

  /** Where the upstream is away, whoever keeps the document has answered by then. */
  private static final long KEPT_MS = 100;

  private final FetcherClient client;
  private final Call call;
  private final Wanted wanted;
  private final Requests requests;
  private final Growth growth;
  private final Setback setback = new Setback();
  private boolean wasOverdue;

  Search(FetcherClient client, Call call, Wanted wanted, Requests requests, Growth growth) {
    this.client = client;
    this.call = call;
    this.wanted = wanted;
    this.requests = requests;
    this.growth = growth;
  }

  /** A fetcher has been asked: where the upstream is away, the search begins soon. */
  void begun(Wait wait) {
    if (client.news().isAway()) {
      client.later(KEPT_MS, () -> begin(wait));
    }
  }

  /** A fetcher has said nothing for long. */
  void overdue() {
    wasOverdue = true;
  }

  /** A tick has passed. */
  void review(Wait wait) {
    if (client.news().isAway()) {
      begin(wait);
    }
  }

  /** Begins, unless it has, or the call waits for something else by now. */
  void begin(Wait wait) {
    if (call.waitsFor(wait) && wait.mayLookElsewhere()) {
      goOn(wait);
    }
  }

  private void goOn(Wait wait) {
    client
        .fleet()
        .chooseBesides(wait.asked(), wanted.target())
        .ifPresent(member -> ask(member, wait));
  }

  private void ask(Member member, Wait wait) {
    wait.asked().add(member);
    askForWhatIsKept(member, wait);
  }

  private void askForWhatIsKept(Member member, Wait wait) {
    requests
        .askForWhatIsKept(member)
        .onComplete(reply -> answered(member, reply, wait), why -> call.unanswered(member, why));
  }

  /** Only a document counts: whoever was asked to get it has yet to answer, or has. */
  private void answered(Member member, FetchReply reply, Wait wait) {
    if (reply instanceof FetchReply.TooLarge large && !call.isOver()) {
      growth.await(large, () -> askAgain(member, wait));
      return;
    }
    var isFound = reply instanceof FetchReply.Found;
    if (isFound && wasOverdue) {
      client.news().heard(reply);
    } else if (!isFound && call.waitsFor(wait)) {
      goOn(wait);
    }
    if (isFound || (setback.isThere() && requests.areOver())) {
      call.settle(member, reply);
    }
  }

  private void askAgain(Member member, Wait wait) {
    if (!call.isOver()) {
      askForWhatIsKept(member, wait);
    }
  }

  /**
   * Where a fetcher says that the upstream is away, the next one is asked.
   *
   * @return whether another one has yet to answer
   */
  boolean goesOnAfter(Member member, FetchReply reply) {
    if (!Setback.is(reply)) {
      return false;
    }
    if (setback.take(reply)) {
      client.fleet().chooseBesides(Set.of(member), wanted.target()).ifPresent(call::ask);
    }
    return !requests.areOver() || growth.isWaiting();
  }

  /** What the caller is told, where the last reply was this. */
  FetchReply settled(FetchReply reply) {
    return setback.settled(reply);
  }
}
