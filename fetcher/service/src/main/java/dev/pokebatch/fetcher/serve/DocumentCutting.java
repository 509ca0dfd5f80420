package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Normalized;
import dev.pokebatch.fetcher.fetch.Normalizer;
import dev.pokebatch.fetcher.fetch.View;
import dev.pokebatch.fetcher.projection.DocumentCutter;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.Future;

/**
 * The projection, in the stack's words: what is no document is the upstream's invalid body. Short
 * texts are cut at once; long ones, and those that have to be compressed, on a worker thread.
 * Confined to one event loop.
 */
public final class DocumentCutting implements Cutting, Normalizer {

  /**
   * The longest text that is cut on the event loop, in bytes: that takes it about 15 µs, where
   * handing it over takes it 4, and others 10. A single cut would do no harm though it were four
   * times as long; but of those, a thousand hits in a row held the loop up for 50 to 100 ms.
   */
  static final int SHORT = 1 << 14;

  private final DocumentCutter here;
  private final Cutters workers;

  /** Cuts for the calling verticle. */
  public DocumentCutting(Cutters cutters) {
    this.here = cutters.upTo(SHORT);
    this.workers = cutters;
  }

  @Override
  public Future<Cut> cut(Encoded body, View view) {
    return body.textBytes() > SHORT ? cutElsewhere(body, view) : cutHere(body, view);
  }

  @Override
  public Future<Normalized> normalize(Encoded wire, View view) {
    return wire.gzip() && wire.textBytes() <= SHORT
        ? normalizeHere(wire, view)
        : normalizeElsewhere(wire, view);
  }

  /** As is most usual, nothing has to be done for that. */
  private Future<Normalized> normalizeHere(Encoded wire, View view) {
    try {
      var cut = here.cut(wire, view);
      return here.wasNormal()
          ? Future.succeededFuture(new Normalized(wire, cut))
          : normalizeElsewhere(wire, view);
    } catch (InvalidDocumentException invalid) {
      return invalid.reason() == Reason.TOO_LARGE
          ? normalizeElsewhere(wire, view)
          : Future.failedFuture(told(invalid));
    }
  }

  private Future<Normalized> normalizeElsewhere(Encoded wire, View view) {
    return workers.normalize(wire, view).recover(cause -> Future.failedFuture(told(cause)));
  }

  private Future<Cut> cutHere(Encoded body, View view) {
    try {
      return Future.succeededFuture(here.cut(body, view));
    } catch (InvalidDocumentException invalid) {
      // A gzip stream may have more to it than it says.
      return invalid.reason() == Reason.TOO_LARGE
          ? cutElsewhere(body, view)
          : Future.failedFuture(told(invalid));
    }
  }

  private Future<Cut> cutElsewhere(Encoded body, View view) {
    return workers.cut(body, view).recover(cause -> Future.failedFuture(told(cause)));
  }

  private static Throwable told(Throwable cause) {
    if (!(cause instanceof InvalidDocumentException invalid)) {
      return cause;
    }
    return switch (invalid.reason()) {
      case TOO_LARGE ->
          FetchException.of(
              FailureKind.UPSTREAM_TOO_LARGE, "the upstream's document is larger than we take");
      case CORRUPT -> invalidBody("the upstream's document came damaged");
      case INVALID_JSON -> invalidBody("the upstream's document is no valid JSON");
    };
  }

  private static FetchException invalidBody(String detail) {
    return FetchException.of(FailureKind.UPSTREAM_INVALID_BODY, detail);
  }
}
