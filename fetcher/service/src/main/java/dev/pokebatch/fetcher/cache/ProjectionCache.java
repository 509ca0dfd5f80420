package dev.pokebatch.fetcher.cache;

import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.View;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps what documents came down to beside them, where that is no more than they are themselves: a
 * few fields of a document that many want are then cut out once, and also where many want them at
 * the same time. Confined to one event loop.
 */
public final class ProjectionCache implements Cutting {

  private final DocumentCache cache;
  private final Cutting next;
  private final Map<Key, Future<Cut>> underWay = new HashMap<>();

  /** Keeps what {@code next} cuts. */
  public ProjectionCache(Holdings holdings, Cutting next) {
    this.cache = holdings.documents();
    this.next = next;
  }

  @Override
  public Future<Cut> cut(Encoded body, View view) {
    var kept = cache.projected(body, view);
    if (kept != null) {
      return Future.succeededFuture(kept);
    }
    var key = new Key.Projection(body, view);
    var joined = underWay.get(key);
    return joined == null ? cut(key, body, view) : joined;
  }

  private Future<Cut> cut(Key key, Encoded body, View view) {
    var cut = next.cut(body, view).map(made -> keep(body, made));
    if (!cut.isComplete()) {
      underWay.put(key, cut);
      cut.onComplete(done -> underWay.remove(key));
    }
    return cut;
  }

  private Cut keep(Encoded body, Cut cut) {
    if (cut.bytes().length() <= body.bytes().length) {
      cache.putProjected(body, cut);
    }
    return cut;
  }
}
