package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;

/**
 * Follows redirects to documents below the upstream (RFC 9110, section 15.4), up to a limit in a
 * row. Every redirect is a request of its own for the limits further in. Confined to one event
 * loop.
 */
public final class RedirectedFetch implements Fetch {

  private static final int MOST = 3;

  private final Fetch next;

  /** Follows the redirects of {@code next}. */
  public RedirectedFetch(Fetch next) {
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return next.get(call).recover(cause -> redirected(call, cause, 1));
  }

  private Future<Document> redirected(FetchCall call, Throwable cause, int count) {
    if (!(cause instanceof RedirectException redirect)
        || count > MOST
        || call.cancel().isCancelled()) {
      return Future.failedFuture(cause);
    }
    var before = redirect.effort();
    var target = redirect.target();
    return next.get(call.at(target.path(), target.omitSlash()))
        .map(document -> document.including(before))
        .recover(again -> redirected(call, including(before, again), count + 1));
  }

  private static Throwable including(Effort before, Throwable cause) {
    if (cause instanceof RedirectException redirect) {
      return new RedirectException(
          redirect.failure(), redirect.effort().and(before), redirect.target());
    }
    return cause instanceof FetchException exception
        ? new FetchException(exception.failure(), exception.effort().and(before))
        : cause;
  }
}
