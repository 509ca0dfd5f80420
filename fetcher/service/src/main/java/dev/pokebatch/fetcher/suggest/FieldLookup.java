package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Reads a few fields of a document through the guards, on behalf of the stack itself. A lookup
 * outlives the caller that caused it, since other callers may need it. Confined to one event loop.
 */
final class FieldLookup {

  private static final Budget BUDGET = new Budget(Duration.ofSeconds(10).toMillis());

  /** Maximum size of a projection that is parsed, in bytes: five times PokéAPI's longest list. */
  static final int MOST_BYTES = 1 << 20;

  private final Fetch documents;
  private final Projector projector;
  private Effort spent = Effort.UNTRIED;

  /**
   * @param documents fetches documents
   * @param projector projects them
   */
  FieldLookup(Fetch documents, Projector projector) {
    this.documents = documents;
    this.projector = projector;
  }

  /** Fetches the given fields of a document. */
  Future<JsonObject> get(DocumentPath path, Projection fields, TransportKind transport) {
    var view = new DocumentView(fields, LinkPaths.NONE);
    return documents
        .get(new FetchCall(path, view, transport, BUDGET, new CancelSignal()))
        .onComplete(this::count)
        .compose(document -> projector.project(document, view))
        .compose(FieldLookup::read);
  }

  /** The effort of the lookups since the last call. */
  Effort takeSpent() {
    var taken = spent;
    spent = Effort.UNTRIED;
    return taken;
  }

  private void count(AsyncResult<Document> outcome) {
    if (outcome.succeeded()) {
      spent = spent.and(outcome.result().effort());
    } else if (outcome.cause() instanceof FetchException exception) {
      spent = spent.and(exception.effort());
    }
  }

  /** Parses a projection, unless it is too long. */
  static Future<JsonObject> read(ProjectedDocument projected) {
    if (projected.bytes().length() > MOST_BYTES) {
      return Future.failedFuture(
          FetchException.of(
              FailureKind.UPSTREAM_TOO_LARGE, "the document is too long to be looked up"));
    }
    try {
      return Future.succeededFuture(new JsonObject(projected.bytes()));
    } catch (DecodeException noObject) {
      return Future.failedFuture(
          FetchException.of(
              FailureKind.UPSTREAM_INVALID_BODY, "the document is not a JSON object"));
    }
  }
}
