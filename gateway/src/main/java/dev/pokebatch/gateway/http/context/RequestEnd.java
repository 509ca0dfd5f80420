package dev.pokebatch.gateway.http.context;

import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of a request: its response has been written, or its connection or HTTP/2 stream was
 * closed before that. (A Vert.x response has one handler of each, and several parts of the gateway
 * have something to do then.) Confined to the event loop of the request.
 */
public final class RequestEnd {

  private static final ContextKey<RequestEnd> END = new ContextKey<>(RequestEnd.class, "end");

  private final List<Runnable> actions = new ArrayList<>();
  private final List<Runnable> onClose = new ArrayList<>(0);
  private boolean over;
  private boolean closed;

  private RequestEnd() {}

  /** Watches a request; must be the first handler of all routes. */
  public static void handle(RoutingContext context) {
    var end = new RequestEnd();
    END.put(context, end);
    context.response().endHandler(ended -> end.run());
    context.response().closeHandler(closed -> end.close());
    context.next();
  }

  /** Adds an action that runs once, after those that were added before; now, if it is over. */
  public static void add(RoutingContext context, Runnable action) {
    var end = END.get(context);
    if (end.over) {
      action.run();
    } else {
      end.actions.add(action);
    }
  }

  /**
   * Adds an action that runs once when the HTTP/2 stream of a request is closed: its client has
   * received the answer, or has gone. That may be long after the answer was written.
   */
  public static void addOnClose(RoutingContext context, Runnable action) {
    var end = END.get(context);
    if (end.closed) {
      action.run();
    } else {
      end.onClose.add(action);
    }
  }

  private void close() {
    run();
    if (!closed) {
      closed = true;
      onClose.forEach(Runnable::run);
      onClose.clear();
    }
  }

  private void run() {
    if (!over) {
      over = true;
      actions.forEach(Runnable::run);
      actions.clear();
    }
  }
}
