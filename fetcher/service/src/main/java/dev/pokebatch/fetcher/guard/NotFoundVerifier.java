package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Verifies a "not found" (or a 403) against the upstream's own lists. If the index lacks the
 * resource, the failure becomes "unknown resource". If the resource's list has the document, the
 * alternate form of its URL is tried once: PokéAPI's CDN caches the forms with and without the
 * trailing slash separately, and may serve an outdated 403 or 404 of one of them for days. Confined
 * to one event loop.
 */
public final class NotFoundVerifier implements Fetch {

  private static final Set<Integer> CACHEABLE_DENIALS = Set.of(403, 404);

  private final BiFunction<FetchCall, FetchException, Future<UpstreamListing>> listing;
  private final Fetch next;

  /**
   * @param listing returns what the upstream's lists say about a call; takes at most one round trip
   *     and never fails
   * @param next the guarded Fetch
   */
  public NotFoundVerifier(
      BiFunction<FetchCall, FetchException, Future<UpstreamListing>> listing, Fetch next) {
    this.listing = listing;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var got = next.get(call);
    return got.succeeded() ? got : got.recover(cause -> failed(call, cause));
  }

  private Future<Document> failed(FetchCall call, Throwable cause) {
    if (!(cause instanceof FetchException denied) || !isDenial(call, denied.failure())) {
      return Future.failedFuture(cause);
    }
    return listing
        .apply(call, denied)
        .compose(
            listed -> {
              var isMissing = denied.failure().kind() == FailureKind.NOT_FOUND;
              if (isMissing && !listed.hasResource()) {
                return Future.failedFuture(noResource(call, denied, listed));
              }
              return listed.hasDocument()
                      && mayBeCachedDenial(denied)
                      && !call.cancel().isCancelled()
                  ? byAlternateUrl(call, denied)
                  : Future.failedFuture(denied);
            });
  }

  private static boolean isDenial(FetchCall call, Failure failure) {
    return failure.kind() == FailureKind.NOT_FOUND
        ? call.path().isDocument() || call.path().isPage()
        : call.path().isDocument() && CACHEABLE_DENIALS.contains(failure.upstreamStatus());
  }

  private static boolean mayBeCachedDenial(FetchException denied) {
    return CACHEABLE_DENIALS.contains(denied.failure().upstreamStatus());
  }

  private Future<Document> byAlternateUrl(FetchCall call, FetchException denied) {
    return next.get(call.omittingSlash())
        .map(document -> document.after(denied.effort()))
        .recover(cause -> Future.failedFuture(combined(denied, cause)));
  }

  /** The failure of the first URL with the effort of both. */
  private static FetchException combined(FetchException denied, Throwable cause) {
    var more = cause instanceof FetchException exception ? exception.effort() : Effort.UNTRIED;
    return new FetchException(denied.failure(), more.following(denied.effort()));
  }

  private static FetchException noResource(
      FetchCall call, FetchException denied, UpstreamListing listed) {
    var failure =
        Failure.answered(
            FailureKind.UNKNOWN_RESOURCE,
            "the upstream has no resource " + call.path().resource(),
            denied.failure().upstreamStatus());
    return new FetchException(failure.advising(listed.nearResources(), ""), denied.effort());
  }
}
