package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import io.vertx.core.Future;

/**
 * Lets at most so many calls through at once; some more wait in the order in which they came, and
 * the rest is refused. Confined to one event loop.
 */
public final class Bulkhead implements Fetch {

  private final int permits;
  private final Fetch next;
  private final WaitingLine line;
  private int running;

  /**
   * @param permits the most calls under way, at least 1
   * @param places the most calls that wait, at least 0
   * @param next what is guarded
   */
  public Bulkhead(int permits, int places, Fetch next) {
    this.permits = permits;
    this.line = new WaitingLine(places);
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return running < permits ? run(call) : line.join(call);
  }

  /** How many calls wait. */
  public int waiting() {
    return line.size();
  }

  /** Fails those that wait. */
  public void dismiss(Failure why) {
    line.dismiss(why);
  }

  private Future<Document> run(FetchCall call) {
    running++;
    return next.get(call).onComplete(outcome -> release());
  }

  private void release() {
    running--;
    line.next().ifPresent(entry -> run(entry.call()).onComplete(entry.promise()));
  }
}
