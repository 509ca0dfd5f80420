package dev.pokebatch.gateway.http.body;

import dev.pokebatch.gateway.batch.BatchRequest;
import dev.pokebatch.gateway.http.admission.RequestMemory.BodyMemory;
import dev.pokebatch.gateway.http.context.ContextKey;
import dev.pokebatch.gateway.http.context.RequestEnd;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The complete body of a request and the memory reserved for it, which is released when the handler
 * returns, or later if the handler asks for that. Confined to one event loop.
 */
public final class RequestBody {

  private static final ContextKey<RequestBody> BODY = new ContextKey<>(RequestBody.class, "body");

  /** A batch with fewer characters of text is not counted: the number of batches bounds it. */
  private static final int SHORT = 4 << 10;

  /** About how many bytes a batch takes for a character of its text. */
  private static final long PARSED_PER_CHARACTER = 4;

  private final Buffer bytes;
  private final BodyMemory memory;
  private boolean retained;

  RequestBody(Buffer bytes, BodyMemory memory) {
    this.bytes = bytes;
    this.memory = memory;
  }

  /** Calls the next handler, which finds the body with {@link #of}. */
  void passTo(RoutingContext context) {
    BODY.put(context, this);
    try {
      context.next();
    } finally {
      BODY.remove(context); // otherwise the bytes could not be collected until the answer has ended
      if (!retained) {
        memory.close();
      }
    }
  }

  /**
   * Returns the decoded body, which is available until the handler returns; empty if there is none.
   */
  public static Buffer of(RoutingContext context) {
    var body = BODY.find(context);
    return body == null ? Buffer.buffer() : body.bytes;
  }

  /** Keeps the memory of the body until the request ends, for a handler that goes on later. */
  public static Optional<RequestBody> keep(RoutingContext context) {
    var body = Optional.ofNullable(BODY.find(context));
    body.ifPresent(kept -> kept.retainToEnd(context));
    return body;
  }

  private void retainToEnd(RoutingContext context) {
    if (!retained) {
      retained = true;
      RequestEnd.add(context, memory::close);
    }
  }

  /**
   * Calls a handler that reads a stored body in place of this one, which was {@linkplain #keep
   * kept}.
   *
   * @throws ProblemException {@code overloaded}, if there is too little memory for the client
   */
  public void handleStored(RoutingContext context, Buffer stored, Consumer<Buffer> handler) {
    if (!memory.growTo(stored.length())) {
      throw BodyReader.noMemoryException();
    }
    BODY.put(context, this);
    try {
      handler.accept(stored);
    } finally {
      BODY.remove(context);
    }
  }

  /** Releases the body's memory only when this future has completed, and returns the future. */
  public static <T> Future<T> retainUntil(RoutingContext context, Future<T> done) {
    var body = BODY.find(context);
    if (body == null) {
      return done;
    }
    body.retained = true;
    return done.onComplete(ended -> body.memory.close());
  }

  /**
   * Keeps memory for the batch that was read from the body until the request ends, and returns the
   * future. The future fails with {@code overloaded} if there is too little for the client.
   */
  public static Future<BatchRequest> retainParsed(
      RoutingContext context, Future<BatchRequest> done) {
    var body = BODY.find(context);
    if (body == null) {
      return done;
    }
    body.retainToEnd(context);
    return done.onFailure(failed -> body.memory.close()).map(body::retain);
  }

  private BatchRequest retain(BatchRequest batch) {
    var length = batch.textLength();
    if (length < SHORT) {
      memory.close();
    } else if (!memory.resize(Math.min(PARSED_PER_CHARACTER * length, memory.most()))) {
      memory.close();
      throw new ProblemException(BodyReader.noMemory());
    }
    return batch;
  }
}
