package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Lets at most so many calls through at once; some more wait in the order in which they came, and
 * the rest is refused. A call that is cancelled while it waits gives up its place. Confined to one
 * event loop.
 */
public final class Bulkhead implements Fetch {

  private final int permits;
  private final int places;
  private final Fetch next;
  private final Queue<Waiting> waiting = new ArrayDeque<>();
  private int running;

  /**
   * @param permits the most calls under way, at least 1
   * @param places the most calls that wait, at least 0
   * @param next what is guarded
   */
  public Bulkhead(int permits, int places, Fetch next) {
    this.permits = permits;
    this.places = places;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    if (running < permits) {
      return run(call);
    }
    if (waiting.size() >= places) {
      return Future.failedFuture(
          FetchException.of(FailureKind.OVERLOADED, "too many documents are waited for already"));
    }
    var entry = new Waiting(call, Promise.promise());
    waiting.add(entry);
    call.cancel().onCancel(() -> giveUp(entry));
    return entry.promise.future();
  }

  /** How many calls wait. */
  public int waiting() {
    return waiting.size();
  }

  private Future<Document> run(FetchCall call) {
    running++;
    return next.get(call).onComplete(outcome -> release());
  }

  private void release() {
    running--;
    var entry = waiting.poll();
    if (entry != null) {
      run(entry.call).onComplete(entry.promise);
    }
  }

  private void giveUp(Waiting entry) {
    if (waiting.remove(entry)) {
      entry.promise.fail(FetchException.of(FailureKind.CANCELLED, "called off while it waited"));
    }
  }

  private record Waiting(FetchCall call, Promise<Document> promise) {}
}
