package dev.pokebatch.process.log;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * The request that the current thread works for: that of the call of {@link #run} that it is in, or
 * else that of the current Vert.x context. Vert.x makes a context for each HTTP request, and runs
 * its handlers, timers and worker calls in it. {@link java.util.ServiceLoader} finds this class,
 * because the value must be declared before a Vert.x is built.
 */
public final class RequestLocal implements VertxServiceProvider {

  private static final ContextLocal<RequestFields> OF_CONTEXT =
      ContextLocal.registerLocal(RequestFields.class);

  private static final ThreadLocal<@Nullable RequestFields> OF_CALL = new ThreadLocal<>();

  @Override
  public void init(VertxBootstrap bootstrap) {
    // Loading the class has declared the value.
  }

  /** Sets the request that the current context works for. */
  public static void put(RequestFields request) {
    var context = Vertx.currentContext();
    if (context != null) {
      context.putLocal(OF_CONTEXT, request);
    }
  }

  /** Runs an action that works for a request, whatever the current context works for. */
  public static void run(RequestFields request, Runnable action) {
    var before = OF_CALL.get();
    OF_CALL.set(request);
    try {
      action.run();
    } finally {
      OF_CALL.set(before);
    }
  }

  /** Returns the request; {@link RequestFields#NONE} if the current thread works for none. */
  public static RequestFields find() {
    var call = OF_CALL.get();
    if (call != null) {
      return call;
    }
    var context = Vertx.currentContext();
    var request = context == null ? null : context.getLocal(OF_CONTEXT);
    return request == null ? RequestFields.NONE : request;
  }
}
