package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.http.context.ContextKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The requests of one connection that have not been answered. Confined to its event loop. */
public final class OpenRequests {

  private static final ContextKey<BooleanSupplier> WORKING =
      new ContextKey<>(OpenRequests.class, "working");

  private final HttpConnection connection;
  private final Set<RoutingContext> open = new LinkedHashSet<>();
  private Runnable onBegin = () -> {};
  private boolean inputEnded;

  OpenRequests(HttpConnection connection) {
    this.connection = connection;
  }

  /**
   * Sets when the gateway counts as working on a request whose body has not ended. By default such
   * a request waits for its client.
   */
  public static void whileReading(RoutingContext context, BooleanSupplier works) {
    WORKING.put(context, works);
  }

  /** Sets the action for the begin of each request. */
  void onBegin(Runnable action) {
    onBegin = action;
  }

  void begin(RoutingContext context) {
    onBegin.run();
    open.removeIf(other -> other.response().closed());
    open.add(context);
  }

  /**
   * Ends a request whose answer has been written. If the client cannot send another request, the
   * connection is closed.
   */
  void end(RoutingContext context) {
    open.remove(context);
    closeIfDone();
  }

  boolean isEmpty() {
    return open.stream().allMatch(context -> context.response().closed());
  }

  /**
   * Whether the gateway is working on any of them, rather than waiting for the client to send or to
   * read.
   */
  boolean isWorking() {
    return open.stream().anyMatch(OpenRequests::isWorking);
  }

  private static boolean isWorking(RoutingContext context) {
    var response = context.response();
    if (response.ended() || response.writeQueueFull()) {
      return false;
    }
    var works = WORKING.find(context);
    return context.request().isEnded() || (works != null && works.getAsBoolean());
  }

  /** Whether a request has not arrived completely. */
  boolean isReading() {
    return open.stream().anyMatch(context -> !context.request().isEnded());
  }

  /** Whether the head of the next answer has not been written. */
  boolean isBeforeHead() {
    return open.stream().findFirst().map(next -> !next.response().headWritten()).orElse(false);
  }

  /**
   * Notes that the client has closed its side, and closes the connection once all requests are
   * answered.
   */
  void inputEnded() {
    inputEnded = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (inputEnded && isEmpty()) {
      connection.close(); // once everything written has been sent
    }
  }
}
