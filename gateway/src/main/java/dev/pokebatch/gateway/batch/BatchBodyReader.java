package dev.pokebatch.gateway.batch;

import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;

/** Reads batches: small bodies at once, large ones beside the event loop. */
public final class BatchBodyReader {

  /** In bytes: more are read beside the event loop. */
  private static final int LARGE = 65_536;

  private final BatchReader reader;
  private final Offload offload;

  /** Reads what that reader understands. */
  public BatchBodyReader(BatchReader reader, Offload offload) {
    this.reader = reader;
    this.offload = offload;
  }

  /** Reads a body; fails as {@link BatchReader#read} does, on the caller's context. */
  public Future<BatchRequest> read(Buffer body) {
    if (body.length() > LARGE) {
      return offload.run(() -> reader.read(body));
    }
    try {
      return Future.succeededFuture(reader.read(body));
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }
}
