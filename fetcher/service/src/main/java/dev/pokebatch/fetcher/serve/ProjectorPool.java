package dev.pokebatch.fetcher.serve;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.NormalizedDocument;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.projection.DocumentProjector;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;
import dev.pokebatch.process.offload.BlockingCall;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/**
 * The projectors of a process: one for each lane, used on its event loop, and one for each worker
 * thread, for texts that would block the event loop. There are never more of the latter than
 * threads, which end with Vert.x. Shared by all lanes; thread-safe.
 */
public final class ProjectorPool {

  static final String POOL = "pokebatch-cutting";

  /** The largest documents take some milliseconds each. */
  private static final long WARN_AFTER_MS = 1_000;

  private final Offload offload;
  private final Deque<DocumentProjector> idle = new ConcurrentLinkedDeque<>();
  private final int maxBytes;
  private final Function<String, Optional<DocumentPath>> upstream;

  /**
   * @param threads number of worker threads
   * @param maxBytes maximum size of a text, in bytes
   * @param upstream finds the document that a link names, if it is below the upstream; called on
   *     any thread
   */
  public ProjectorPool(
      Vertx vertx, int threads, int maxBytes, Function<String, Optional<DocumentPath>> upstream) {
    this.offload = new Offload(vertx, POOL, threads, WARN_AFTER_MS);
    this.maxBytes = maxBytes;
    this.upstream = upstream;
  }

  /**
   * Creates a projector for an event loop.
   *
   * @param bytes maximum size of a text
   * @param shapeWork how many nodes a shape may visit in one document
   */
  DocumentProjector upTo(int bytes, long shapeWork) {
    return new DocumentProjector(Math.min(bytes, maxBytes), shapeWork, upstream);
  }

  /** Projects on a worker thread; fails with an {@link InvalidDocumentException}. */
  Future<ProjectedDocument> project(EncodedJson body, DocumentView view) {
    return onWorker(projector -> projector.project(body, view));
  }

  /** Normalizes on a worker thread; fails with an {@link InvalidDocumentException}. */
  Future<NormalizedDocument> normalize(EncodedJson wire, DocumentView view) {
    return onWorker(projector -> projector.normalize(wire, view));
  }

  /** Reuses the projector that was used last, since its memory is still in the CPU caches. */
  private <T> Future<T> onWorker(Work<T> work) {
    return offload.run(
        new BlockingCall<>(
            () -> {
              var free = idle.pollFirst();
              var projector = free == null ? new DocumentProjector(maxBytes, upstream) : free;
              try {
                return work.by(projector);
              } finally {
                idle.addFirst(projector);
              }
            }));
  }

  @FunctionalInterface
  private interface Work<T> {
    T by(DocumentProjector projector) throws InvalidDocumentException;
  }
}
