package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import java.util.function.Function;

/**
 * Tries the other form of a document's URL, once, where the upstream denies what its own list has.
 * To PokéAPI's CDN the forms with and without the trailing slash are two things, and it may keep a
 * 403 or 404 of one of them for days. Confined to one event loop.
 */
public final class Ghosts implements Fetch {

  private static final Set<Integer> DENIALS = Set.of(403, 404);

  /** A list is worth no more: the answer is there, and most likely right. */
  private static final long LONGEST_WAIT_MS = 1_000;

  private final Time time;
  private final Function<FetchCall, Future<Boolean>> listed;
  private final Fetch next;

  /**
   * @param listed whether the upstream's own list has what is called for; may take its time
   * @param next what is asked
   */
  public Ghosts(Time time, Function<FetchCall, Future<Boolean>> listed, Fetch next) {
    this.time = time;
    this.listed = listed;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var got = next.get(call);
    return got.succeeded() ? got : got.recover(cause -> failed(call, cause));
  }

  private Future<Document> failed(FetchCall call, Throwable cause) {
    if (!(cause instanceof FetchException denied)
        || denied.failure().kind() == FailureKind.UNKNOWN_RESOURCE
        || !DENIALS.contains(denied.failure().upstreamStatus())
        || call.path().isPage()) {
      return Future.failedFuture(cause);
    }
    return soon(listed.apply(call), Math.min(LONGEST_WAIT_MS, call.budget().millis() / 4))
        .compose(
            known ->
                known && !call.cancel().isCancelled()
                    ? other(call, denied)
                    : Future.failedFuture(denied));
  }

  private Future<Document> other(FetchCall call, FetchException denied) {
    return next.get(call.bare())
        .map(document -> document.after(denied.effort()))
        .recover(cause -> Future.failedFuture(both(denied, cause)));
  }

  /** What the first form was told, and what both of them took. */
  private static FetchException both(FetchException denied, Throwable cause) {
    var more = cause instanceof FetchException known ? known.effort() : Effort.UNTRIED;
    return new FetchException(denied.failure(), more.following(denied.effort()));
  }

  /** No, where it is not known in time. */
  private Future<Boolean> soon(Future<Boolean> known, long millis) {
    if (known.isComplete()) {
      return known;
    }
    Promise<Boolean> answer = Promise.promise();
    var callOff = time.after(millis, () -> answer.tryComplete(false));
    known.onComplete(
        outcome -> {
          callOff.run();
          answer.tryComplete(outcome.succeeded() && outcome.result());
        });
    return answer.future();
  }
}
