package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Serves documents from the cache as a private cache may (RFC 9111, section 4; RFC 5861) and passes
 * all other calls on. {@link CacheWriter}, further in, fills the cache. Confined to one event loop.
 */
public final class CachedFetch implements Fetch {

  /** Time limit of a background revalidation, which no caller waits for. */
  private static final Budget OWN_TIME = new Budget(Duration.ofSeconds(30).toMillis());

  private final DocumentRepository repository;
  private final DocumentCache cache;
  private final Fetch next;
  private final DatasetCheck check;
  private final StaleOnError staleOnError;
  private final Set<DocumentPath> revalidating = new HashSet<>();

  /** Serves from the repository's cache and passes misses to {@code next}. */
  public CachedFetch(Vertx vertx, DocumentRepository repository, Fetch next) {
    this.repository = repository;
    this.cache = repository.documents();
    this.next = next;
    this.check = new DatasetCheck(repository, next);
    this.staleOnError = new StaleOnError(vertx, repository, next);
  }

  @Override
  public Future<Document> get(FetchCall asked) {
    var alias = cache.alias(asked.path());
    var canonical = alias == null ? asked.path() : asked.path().withKey(alias.id());
    var entry = cache.get(canonical);
    if (alias != null && entry != null && !matchesName(entry, asked.path())) {
      repository.removeAlias(asked.path());
      return get(asked);
    }
    if (entry instanceof CacheEntry.Absent missing
        && asked.cacheMode().mayReuse()
        && repository.nowMs() < missing.untilMs()) {
      return Future.failedFuture(new FetchException(missing.failure(), Effort.NONE));
    }
    var call = alias == null || !repository.isCurrent(alias) ? asked : asked.at(canonical);
    if (entry instanceof CacheEntry.Present held) {
      return present(call, held.document());
    }
    return call.onlyIfCached() ? notCached() : next.get(call);
  }

  private Future<Document> present(FetchCall call, CachedDocument cached) {
    return switch (call.cacheMode()) {
      case RELOAD -> next.get(call);
      case NO_CACHE -> next.get(call.revalidating(cached, call.budget(), call.cancel()));
      case FORCE_CACHE, ONLY_IF_CACHED -> Future.succeededFuture(however(cached));
      case DEFAULT -> call.onlyIfCached() ? fromCache(cached) : reused(call, cached);
    };
  }

  /** Serves a document however stale it is. */
  private Document however(CachedDocument cached) {
    return repository.reuse(cached) == Reuse.FRESH
        ? Document.hit(cached)
        : Document.stale(cached, Effort.NONE);
  }

  /** Whether a cached document really has the name by which it was found. */
  private static boolean matchesName(CacheEntry cached, DocumentPath name) {
    return !name.isOwner()
        || (cached instanceof CacheEntry.Present held
            && held.document().identity() != null
            && name.key().equals(held.document().identity().name()));
  }

  /** Serves a call that forbids asking the upstream. */
  private Future<Document> fromCache(CachedDocument cached) {
    return switch (repository.reuse(cached)) {
      case FRESH -> Future.succeededFuture(Document.hit(cached));
      case STALE_WHILE_REVALIDATE, REVALIDATE_OR_STALE ->
          Future.succeededFuture(Document.stale(cached, Effort.NONE));
      case REVALIDATE, NONE -> notCached();
    };
  }

  private static Future<Document> notCached() {
    var failure = Failure.of(FailureKind.NOT_CACHED, "no usable copy of the document is cached");
    return Future.failedFuture(new FetchException(failure, Effort.NONE));
  }

  private Future<Document> reused(FetchCall call, CachedDocument cached) {
    return switch (repository.reuse(cached)) {
      case FRESH -> {
        check.onUse(cached.lifetime());
        yield Future.succeededFuture(Document.hit(cached));
      }
      case STALE_WHILE_REVALIDATE -> {
        revalidate(call, cached);
        yield Future.succeededFuture(Document.stale(cached, Effort.NONE));
      }
      case REVALIDATE_OR_STALE -> {
        if (!repository.staleWaits().isOpen()) {
          yield staleOnError.get(call, cached);
        }
        if (repository.staleWaits().mayProbe(repository.nowMs())) {
          revalidate(call, cached);
        }
        yield Future.succeededFuture(Document.stale(cached, Effort.NONE));
      }
      case REVALIDATE -> next.get(call.revalidating(cached, call.budget(), call.cancel()));
      case NONE -> next.get(call);
    };
  }

  /** Revalidates in the background, once at a time for each document. */
  private void revalidate(FetchCall call, CachedDocument cached) {
    if (revalidating.add(call.path())) {
      next.get(call.revalidating(cached, OWN_TIME, new CancelSignal()).withFallback())
          .onSuccess(document -> repository.staleWaits().answered(repository.nowMs()))
          .onComplete(done -> revalidating.remove(call.path()));
    }
  }
}
