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
 * Asks the upstream once in a while, while kept documents are used, whether it still serves the
 * data that they are of. Nobody waits for that. Confined to one event loop.
 */
final class DatasetCheck {

  private static final DocumentView HASH =
      new DocumentView(Projection.parse("hash"), LinkPaths.NONE);
  private static final Budget TIME = new Budget(DatasetVersion.INTERVAL_MS / 2);

  private final DocumentRepository holdings;
  private final DatasetVersion version;
  private final Fetch upstream;

  DatasetCheck(DocumentRepository holdings, Fetch upstream) {
    this.holdings = holdings;
    this.version = holdings.version();
    this.upstream = upstream;
  }

  /** A kept document is being used. */
  void used(Lifetime kept) {
    var nowMs = holdings.nowMs();
    if (nowMs - kept.askedAtMs() > DatasetVersion.INTERVAL_MS && version.claim(nowMs)) {
      upstream
          .get(
              new FetchCall(
                  DocumentPath.META, HASH, TransportKind.NON_BLOCKING, TIME, new CancelSignal()))
          .onComplete(this::came);
    }
  }

  private void came(AsyncResult<Document> outcome) {
    var now = holdings.nowMs();
    if (outcome.failed()) {
      if (isUntold(outcome.cause())) {
        version.isUntold(now);
      }
      return;
    }
    var cut = outcome.result().cut();
    var hash = cut == null ? null : hash(cut.bytes());
    if (hash == null) {
      version.isUntold(now);
    } else {
      holdings.dataset(hash);
    }
  }

  private static boolean isUntold(Throwable cause) {
    if (!(cause instanceof FetchException known)) {
      return false;
    }
    var kind = known.failure().kind();
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
