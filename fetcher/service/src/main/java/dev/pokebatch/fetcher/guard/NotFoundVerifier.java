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
 * Compares the upstream's denials with its own lists. A resource that is not in the index is told
 * from a document that does not exist. A document that its list has is tried once by the other form
 * of its URL: to PokéAPI's CDN the forms with and without the trailing slash are two things, and it
 * may keep a 403 or 404 of one of them for days. Confined to one event loop.
 */
public final class NotFoundVerifier implements Fetch {

  private static final Set<Integer> CACHEABLE_DENIALS = Set.of(403, 404);

  private final BiFunction<FetchCall, FetchException, Future<UpstreamListing>> listing;
  private final Fetch next;

  /**
   * @param listing what the upstream's lists say of what is called for; takes one round trip at
   *     most and never fails
   * @param next what is asked
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
            known -> {
              var isMissing = denied.failure().kind() == FailureKind.NOT_FOUND;
              if (isMissing && !known.hasResource()) {
                return Future.failedFuture(noResource(call, denied, known));
              }
              return known.hasDocument()
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

  /** What the first form was told, and what both of them took. */
  private static FetchException combined(FetchException denied, Throwable cause) {
    var more = cause instanceof FetchException known ? known.effort() : Effort.UNTRIED;
    return new FetchException(denied.failure(), more.following(denied.effort()));
  }

  private static FetchException noResource(
      FetchCall call, FetchException denied, UpstreamListing known) {
    var failure =
        Failure.answered(
            FailureKind.UNKNOWN_RESOURCE,
            "the upstream has no resource " + call.path().resource(),
            denied.failure().upstreamStatus());
    return new FetchException(failure.advising(known.nearResources(), ""), denied.effort());
  }
}
