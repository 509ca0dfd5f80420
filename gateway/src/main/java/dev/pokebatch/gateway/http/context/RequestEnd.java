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
  private boolean over;

  private RequestEnd() {}

  /** Watches a request; must be the first handler of all routes. */
  public static void handle(RoutingContext context) {
    var end = new RequestEnd();
    END.put(context, end);
    context.response().endHandler(ended -> end.run());
    context.response().closeHandler(closed -> end.run());
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

  private void run() {
    if (!over) {
      over = true;
      actions.forEach(Runnable::run);
      actions.clear();
    }
  }
}
