package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.http.context.ContextKey;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** The requests of one connection that are not answered yet. Confined to its event loop. */
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
   * Says when a request counts as being worked on though its body has not ended: by default a
   * request whose body is not there yet waits for its client.
   */
  public static void whileReading(RoutingContext context, BooleanSupplier works) {
    WORKING.put(context, works);
  }

  /** Says what to do when a request begins. */
  void onBegin(Runnable action) {
    onBegin = action;
  }

  void begin(RoutingContext context) {
    onBegin.run();
    open.removeIf(other -> other.response().closed());
    open.add(context);
  }

  /**
   * An answer has been handed over; the last one that the client can ask for ends the connection.
   */
  void end(RoutingContext context) {
    open.remove(context);
    closeIfDone();
  }

  boolean isEmpty() {
    return open.stream().allMatch(context -> context.response().closed());
  }

  /** Whether we work on any of them, rather than wait for the client to send or to read. */
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

  /** Whether the client has not sent all of a request yet. */
  boolean isReading() {
    return open.stream().anyMatch(context -> !context.request().isEnded());
  }

  /** Whether none of the next answer has been sent. */
  boolean isBeforeHead() {
    return open.stream().findFirst().map(next -> !next.response().headWritten()).orElse(false);
  }

  /** The client will send nothing more. */
  void inputEnded() {
    inputEnded = true;
    closeIfDone();
  }

  private void closeIfDone() {
    if (inputEnded && isEmpty()) {
      connection.close(); // after what has been written
    }
  }
}
