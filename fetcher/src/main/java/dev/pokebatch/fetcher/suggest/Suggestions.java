package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells who asked for a key that does not exist which may have been meant. That is worth a short
 * wait at most: what is not known by then is left out, and the failure is what it was. Confined to
 * one event loop.
 */
public final class Suggestions implements Fetch {

  private static final long LONGEST_WAIT_MS = 2_000;

  private final Vertx vertx;
  private final Fetch next;
  private final NameLists lists;
  private final SpeciesHint hints;

  /**
   * @param next where documents come from
   * @param lists the upstream's lists
   * @param cutting cuts down what is looked up
   */
  public Suggestions(Vertx vertx, Fetch next, NameLists lists, Cutting cutting) {
    this.vertx = vertx;
    this.next = next;
    this.lists = lists;
    this.hints = new SpeciesHint(new Lookup(next, cutting), lists);
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var startedAt = System.nanoTime();
    var got = next.get(call);
    return got.succeeded() ? got : got.recover(cause -> failed(call, cause, startedAt));
  }

  private Future<Document> failed(FetchCall call, Throwable cause, long startedAt) {
    var spentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedAt);
    // Half of the time that is left: the answer has a way to go too.
    var waitMs = Math.min(LONGEST_WAIT_MS, (call.budget().millis() - spentMs) / 2);
    return cause instanceof FetchException notFound
            && notFound.failure().kind() == FailureKind.NOT_FOUND
            && !call.path().isPage()
            && waitMs > 0
            && !call.cancel().isCancelled()
        ? advised(call, notFound, waitMs)
        : Future.failedFuture(cause);
  }

  private Future<Document> advised(FetchCall call, FetchException notFound, long waitMs) {
    var resource = call.path().resource();
    var key = NameLists.keyOf(call.path());
    var names =
        NearNames.isId(key)
            ? Future.succeededFuture(List.<String>of())
            : lists.of(resource, call.transport()).compose(list -> near(key, list));
    var hint = hints.of(resource, key, call.transport());

    Promise<Document> answer = Promise.promise();
    Runnable tell = () -> answer.tryFail(advised(notFound, names, hint));
    var both = Future.join(names, hint);
    if (!both.isComplete()) {
      var timer = vertx.setTimer(waitMs, id -> tell.run());
      both.onComplete(known -> vertx.cancelTimer(timer));
      call.cancel().onCancel(tell);
    }
    both.onComplete(known -> tell.run());
    return answer.future();
  }

  /**
   * None where the key is right, and only what was to belong to its document is not there. Each in
   * a turn of its own: many may have waited for the list, and the loop has more to do.
   */
  private Future<List<String>> near(String key, NameList list) {
    Promise<List<String>> found = Promise.promise();
    vertx.runOnContext(
        turn ->
            found.complete(
                list.keys().contains(key) ? List.of() : NearNames.of(key, list.names())));
    return found.future();
  }

  private static FetchException advised(
      FetchException notFound, Future<List<String>> names, Future<String> hint) {
    return new FetchException(
        notFound
            .failure()
            .advising(
                names.succeeded() ? names.result() : List.of(),
                hint.succeeded() ? hint.result() : ""),
        notFound.effort());
  }
}
