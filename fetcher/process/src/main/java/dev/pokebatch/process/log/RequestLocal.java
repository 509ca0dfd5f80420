package dev.pokebatch.process.log;

import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxBootstrap;
import io.vertx.core.spi.VertxServiceProvider;
import io.vertx.core.spi.context.storage.ContextLocal;
import org.jspecify.annotations.Nullable;

/**
 * The id of the request that the current Vert.x context works for. Vert.x makes a context for each
 * HTTP request, and runs its handlers, timers and worker calls in it. {@link
 * java.util.ServiceLoader} finds this class, because the value must be declared before a Vert.x is
 * built.
 */
public final class RequestLocal implements VertxServiceProvider {

  private static final ContextLocal<String> ID = ContextLocal.registerLocal(String.class);

  @Override
  public void init(VertxBootstrap bootstrap) {
    // Loading the class has declared the value.
  }

  /** Sets the request that the current context works for. */
  public static void put(String id) {
    var context = Vertx.currentContext();
    if (context != null) {
      context.putLocal(ID, id);
    }
  }

  /** Returns the id of the request; null if the current thread works for none. */
  static @Nullable String find() {
    var context = Vertx.currentContext();
    return context == null ? null : context.getLocal(ID);
  }
}
