package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
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
import dev.pokebatch.fetcher.fetch.Lifetime;
import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Checks once a minute, while cached documents are in use, whether the upstream still serves the
 * same data set. No caller waits for the check. Confined to one event loop.
 */
final class DatasetCheck {

  private static final DocumentView HASH =
      new DocumentView(Projection.parse("hash"), LinkPaths.NONE);
  private static final Budget TIME = new Budget(DatasetVersion.INTERVAL_MS / 2);

  private final DocumentRepository repository;
  private final DatasetVersion version;
  private final Fetch upstream;

  DatasetCheck(DocumentRepository repository, Fetch upstream) {
    this.repository = repository;
    this.version = repository.version();
    this.upstream = upstream;
  }

  /** Called for each cached document that is served. */
  void onUse(Lifetime cached) {
    var nowMs = repository.nowMs();
    if (nowMs - cached.requestedAtMs() > DatasetVersion.INTERVAL_MS && version.claim(nowMs)) {
      upstream
          .get(
              new FetchCall(
                  DocumentPath.META, HASH, TransportKind.NON_BLOCKING, TIME, new CancelSignal()))
          .onComplete(this::completed);
    }
  }

  private void completed(AsyncResult<Document> outcome) {
    var now = repository.nowMs();
    if (outcome.failed()) {
      if (hasNoVersion(outcome.cause())) {
        version.postponeCheck(now);
      }
      return;
    }
    var projected = outcome.result().projected();
    var hash = projected == null ? null : hash(projected.bytes());
    if (hash == null) {
      version.postponeCheck(now);
    } else {
      repository.updateDataset(hash);
    }
  }

  private static boolean hasNoVersion(Throwable cause) {
    if (!(cause instanceof FetchException exception)) {
      return false;
    }
    var kind = exception.failure().kind();
    return kind == FailureKind.NOT_FOUND
        || kind == FailureKind.UNKNOWN_RESOURCE
        || kind == FailureKind.UPSTREAM_INVALID_BODY
        || kind == FailureKind.UPSTREAM_TOO_LARGE;
  }

  private static @Nullable String hash(Buffer json) {
    try {
      return new JsonObject(json).getValue("hash") instanceof String said ? said : null;
    } catch (DecodeException noObject) {
      return null;
    }
  }
}
