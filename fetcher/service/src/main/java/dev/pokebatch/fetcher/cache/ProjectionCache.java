package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * Caches projections beside their documents if they are no larger than these: a few fields that
 * many callers want are projected once, concurrent calls included. Confined to one event loop.
 */
public final class ProjectionCache implements Projector {

  private final DocumentCache cache;
  private final Projector next;
  private final Map<CacheKey, Future<ProjectedDocument>> inFlight = new HashMap<>();

  /** Caches what {@code next} projects. */
  public ProjectionCache(DocumentRepository repository, Projector next) {
    this.cache = repository.documents();
    this.next = next;
  }

  @Override
  public Future<ProjectedDocument> project(EncodedJson body, DocumentView view) {
    if (!body.gzip()) {
      return next.project(body, view); // not a cached document, but one that was put together
    }
    var cached = cache.projected(body, view);
    if (cached != null) {
      return Future.succeededFuture(cached);
    }
    var key = new CacheKey.ViewKey(body, view);
    var joined = inFlight.get(key);
    return joined == null ? project(key, body, view) : joined;
  }

  private Future<ProjectedDocument> project(CacheKey key, EncodedJson body, DocumentView view) {
    var projected = next.project(body, view).map(made -> store(body, made));
    if (!projected.isComplete()) {
      inFlight.put(key, projected);
      projected.onComplete(done -> inFlight.remove(key));
    }
    return projected;
  }

  private ProjectedDocument store(EncodedJson body, ProjectedDocument projected) {
    if (projected.bytes().length() <= body.bytes().length) {
      cache.putProjected(body, projected);
    }
    return projected;
  }
}
