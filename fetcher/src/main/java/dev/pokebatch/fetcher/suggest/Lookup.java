package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.LinkPaths;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.View;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Reads a few fields of a document, on nobody's account: whoever made us look may be gone by then,
 * and others may want it.
 *
 * @param documents where they come from
 * @param cutting cuts them down
 */
record Lookup(Fetch documents, Cutting cutting) {

  private static final Budget BUDGET = new Budget(Duration.ofSeconds(10).toMillis());

  /** The document's fields, or a failure. */
  Future<JsonObject> get(DocumentPath path, Projection fields, TransportKind transport) {
    var view = new View(fields, LinkPaths.NONE);
    return documents
        .get(new FetchCall(path, view, transport, BUDGET, new CancelSignal()))
        .compose(document -> cutting.cut(document, view))
        .map(cut -> new JsonObject(cut.bytes()));
  }
}
