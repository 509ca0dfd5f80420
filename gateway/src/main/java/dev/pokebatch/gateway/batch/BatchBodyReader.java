package dev.pokebatch.gateway.batch;

import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.function.Function;

/** Reads the bodies of batches: small ones on the event loop, large ones on a worker thread. */
public final class BatchBodyReader {

  /** Bodies with more bytes are read on a worker thread. */
  private static final int LARGE = 65_536;

  private final BatchReader reader;
  private final Offload offload;

  /** Reads bodies with this reader. */
  public BatchBodyReader(BatchReader reader, Offload offload) {
    this.reader = reader;
    this.offload = offload;
  }

  /**
   * Reads a body. The future completes on the caller's context and fails as {@link
   * BatchReader#read} does.
   */
  public Future<BatchRequest> read(Buffer body) {
    return read(body, reader::read);
  }

  /**
   * Reads a body. The future completes on the caller's context and fails as {@link
   * BatchReader#read} does.
   *
   * @param absent the values of options that the body does not have
   */
  public Future<BatchRequest> read(Buffer body, OptionValues absent) {
    return read(body, bytes -> reader.read(bytes, absent));
  }

  private Future<BatchRequest> read(Buffer body, Function<Buffer, BatchRequest> reading) {
    if (body.length() > LARGE) {
      return offload.run(() -> reading.apply(body));
    }
    try {
      return Future.succeededFuture(reading.apply(body));
    } catch (RuntimeException refused) {
      return Future.failedFuture(refused);
    }
  }
}
