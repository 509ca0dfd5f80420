package dev.pokebatch.gateway.http.body;

import dev.pokebatch.gateway.http.admission.RequestMemory.BodyMemory;
import dev.pokebatch.gateway.http.context.ContextKey;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;

/**
 * The body of a request that has been read as a whole, and the memory that is reserved for it:
 * given back when the handler returns, unless the body is kept for longer. Confined to one event
 * loop.
 */
public final class RequestBody {

  private static final ContextKey<RequestBody> BODY = new ContextKey<>(RequestBody.class, "body");

  private final Buffer bytes;
  private final BodyMemory memory;
  private boolean kept;

  RequestBody(Buffer bytes, BodyMemory memory) {
    this.bytes = bytes;
    this.memory = memory;
  }

  /** Hands it to the next handler. */
  void handOn(RoutingContext context) {
    BODY.put(context, this);
    try {
      context.next();
    } finally {
      BODY.remove(context); // else the context would keep it as long as the answer takes
      if (!kept) {
        memory.close();
      }
    }
  }

  /** The body, decoded; it is there until the handler returns. Empty where there is none. */
  public static Buffer of(RoutingContext context) {
    var body = BODY.find(context);
    return body == null ? Buffer.buffer() : body.bytes;
  }

  /** Somebody keeps the body until this is done. */
  public static <T> Future<T> keptUntil(RoutingContext context, Future<T> done) {
    var body = BODY.find(context);
    if (body == null) {
      return done;
    }
    body.kept = true;
    return done.onComplete(ended -> body.memory.close());
  }
}
