package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.shape.Shape;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.NormalizedDocument;
import dev.pokebatch.fetcher.fetch.Normalizer;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.fetcher.projection.DocumentProjector;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import io.vertx.core.Future;

/**
 * Projects and normalizes documents, short ones on the event loop and long ones on a worker thread;
 * invalid documents become the upstream's failures. Confined to one event loop.
 */
public final class OffloadingProjector implements Projector, Normalizer {

  /**
   * Maximum size of a text that is projected on the event loop, in bytes. That takes about 15 µs
   * there; handing it over takes 4 µs there and 10 µs elsewhere. A single text of four times the
   * size would do no harm, but a thousand hits of that size in a row blocked the event loop for 50
   * to 100 ms.
   */
  static final int SHORT = 1 << 14;

  /** Nodes that a shape may visit on the event loop, which takes about 100 µs. */
  static final long SHORT_WORK = 5_000;

  private final DocumentProjector here;
  private final ProjectorPool workers;

  /** Projects for the calling verticle. */
  public OffloadingProjector(ProjectorPool projectors) {
    this.here = projectors.upTo(SHORT, SHORT_WORK);
    this.workers = projectors;
  }

  @Override
  public Future<ProjectedDocument> project(EncodedJson body, DocumentView view) {
    return body.textBytes() > SHORT ? projectOnWorker(body, view) : projectInline(body, view);
  }

  @Override
  public Future<NormalizedDocument> normalize(EncodedJson wire, DocumentView view) {
    return wire.gzip() && wire.textBytes() <= SHORT
        ? normalizeInline(wire, view)
        : normalizeOnWorker(wire, view);
  }

  /** Usually the body already is in normal form, and nothing has to be compressed. */
  private Future<NormalizedDocument> normalizeInline(EncodedJson wire, DocumentView view) {
    try {
      var projected = here.project(wire, view);
      return here.wasNormal()
          ? Future.succeededFuture(new NormalizedDocument(wire, projected))
          : normalizeOnWorker(wire, view);
    } catch (InvalidDocumentException invalid) {
      return isOfEventLoop(invalid)
          ? normalizeOnWorker(wire, view)
          : Future.failedFuture(toFetchException(invalid));
    }
  }

  private Future<NormalizedDocument> normalizeOnWorker(EncodedJson wire, DocumentView view) {
    return workers
        .normalize(wire, view)
        .recover(cause -> normalizeWithoutShape(wire, cause))
        .recover(cause -> Future.failedFuture(toFetchException(cause)));
  }

  /**
   * Normalizes a document that is valid but takes a shape too much work: that is the fault of the
   * caller with the shape, who learns it when the document is projected, and not of others.
   */
  private Future<NormalizedDocument> normalizeWithoutShape(EncodedJson wire, Throwable cause) {
    return cause instanceof InvalidDocumentException invalid
            && invalid.reason() == Reason.SHAPE_WORK
        ? workers.normalize(wire, DocumentView.WHOLE)
        : Future.failedFuture(cause);
  }

  private Future<ProjectedDocument> projectInline(EncodedJson body, DocumentView view) {
    try {
      return Future.succeededFuture(here.project(body, view));
    } catch (InvalidDocumentException invalid) {
      return isOfEventLoop(invalid)
          ? projectOnWorker(body, view)
          : Future.failedFuture(toFetchException(invalid));
    }
  }

  private Future<ProjectedDocument> projectOnWorker(EncodedJson body, DocumentView view) {
    return workers
        .project(body, view)
        .recover(cause -> Future.failedFuture(toFetchException(cause)));
  }

  /**
   * Whether a worker thread may succeed: a gzip stream may contain more than its trailer says, and
   * a shape may do more work there.
   */
  private static boolean isOfEventLoop(InvalidDocumentException invalid) {
    return invalid.reason() == Reason.TOO_LARGE || invalid.reason() == Reason.SHAPE_WORK;
  }

  private static Throwable toFetchException(Throwable cause) {
    if (!(cause instanceof InvalidDocumentException invalid)) {
      return cause;
    }
    return switch (invalid.reason()) {
      case TOO_LARGE ->
          FetchException.of(
              FailureKind.UPSTREAM_TOO_LARGE, "the upstream's document is larger than the limit");
      case CORRUPT -> invalidBody("the upstream's document arrived damaged");
      case SHAPE_WORK ->
          new FetchException(
              Failure.of(
                  FailureKind.SHAPE_WORK,
                  "a shape may visit "
                      + Shape.MAX_WORK
                      + " nodes of a document; eight bytes that it reads or writes count as one"),
              Effort.NONE.withWork(Shape.MAX_WORK));
      case INVALID_JSON -> invalidBody("the upstream's document is not valid JSON");
    };
  }

  private static FetchException invalidBody(String detail) {
    return FetchException.of(FailureKind.UPSTREAM_INVALID_BODY, detail);
  }
}
