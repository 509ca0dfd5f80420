package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.suggest.NearNames;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Set;

/**
 * Tells a document that does not exist from a resource that does not, by the upstream's own index,
 * which also has the names that may have been meant. The index is asked for when it is first
 * needed, and then once in a while. Confined to one event loop.
 */
public final class KnownResources implements Fetch {

  private static final long KEEP_NANOS = Duration.ofMinutes(10).toNanos();

  private final PokeApiFetch upstream;
  private Set<String> known = Set.of();
  private long readAt;

  /** Looks more closely at what the upstream does not find. */
  public KnownResources(PokeApiFetch upstream) {
    this.upstream = upstream;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    return upstream
        .get(call)
        .recover(
            cause ->
                cause instanceof FetchException failed
                        && failed.failure().kind() == FailureKind.NOT_FOUND
                    ? resources(call)
                        .compose(names -> Future.failedFuture(told(failed, call, names)))
                    : Future.failedFuture(cause));
  }

  private static FetchException told(FetchException failed, FetchCall call, Set<String> names) {
    var resource = call.path().resource();
    if (names.isEmpty() || names.contains(resource)) {
      return failed;
    }
    return new FetchException(
        Failure.answered(
                FailureKind.UNKNOWN_RESOURCE,
                "the upstream has no resource " + resource,
                failed.failure().upstreamStatus())
            .advising(NearNames.of(resource, names), ""),
        failed.effort());
  }

  /** The names of all resources; empty where the upstream would not say. */
  private Future<Set<String>> resources(FetchCall call) {
    if (!known.isEmpty() && System.nanoTime() - readAt < KEEP_NANOS) {
      return Future.succeededFuture(known);
    }
    return upstream
        .index(call)
        .map(ResourceIndex::names)
        .recover(unread -> Future.succeededFuture(Set.of()))
        .onSuccess(
            names -> {
              known = names;
              readAt = System.nanoTime();
            });
  }
}
