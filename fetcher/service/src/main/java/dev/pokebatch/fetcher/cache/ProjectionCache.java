package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what documents came down to beside them, where that is no more than they are themselves: a
 * few fields of a document that many want are then cut out once, and also where many want them at
 * the same time. Confined to one event loop.
 */
public final class ProjectionCache implements Projector {

  private final DocumentCache cache;
  private final Projector next;
  private final Map<CacheKey, Future<ProjectedDocument>> underWay = new HashMap<>();

  /** Keeps what {@code next} cuts. */
  public ProjectionCache(DocumentRepository holdings, Projector next) {
    this.cache = holdings.documents();
    this.next = next;
  }

  @Override
  public Future<ProjectedDocument> cut(EncodedJson body, DocumentView view) {
    var kept = cache.projected(body, view);
    if (kept != null) {
      return Future.succeededFuture(kept);
    }
    var key = new CacheKey.View(body, view);
    var joined = underWay.get(key);
    return joined == null ? cut(key, body, view) : joined;
  }

  private Future<ProjectedDocument> cut(CacheKey key, EncodedJson body, DocumentView view) {
    var cut = next.cut(body, view).map(made -> keep(body, made));
    if (!cut.isComplete()) {
      underWay.put(key, cut);
      cut.onComplete(done -> underWay.remove(key));
    }
    return cut;
  }

  private ProjectedDocument keep(EncodedJson body, ProjectedDocument cut) {
    if (cut.bytes().length() <= body.bytes().length) {
      cache.putProjected(body, cut);
    }
    return cut;
  }
}
