package dev.pokebatch.gateway.http.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.internal.ContextInternal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket of a gateway, which the HTTP servers of all its event loops share. It knows
 * the connections on which no request has begun. Thread-safe.
 */
public final class Listener {

  private final Map<EventLoop, ConnectionLimiter> limiters = new ConcurrentHashMap<>();
  private final Set<Channel> unused = ConcurrentHashMap.newKeySet();
  private final List<Runnable> onAllUsed = new CopyOnWriteArrayList<>();
  private volatile @Nullable Channel socket;

  /**
   * Creates the HTTP server of an event loop; called on it.
   *
   * @param limiter accepts or refuses the connections of this event loop
   */
  public HttpServer createServer(
      Vertx vertx, HttpServerOptions options, ConnectionLimiter limiter) {
    var context = (ContextInternal) vertx.getOrCreateContext();
    limiters.put(context.nettyEventLoop(), limiter);
    return AcceptingServer.create(vertx, options, this::accepted);
  }

  private void accepted(Channel channel, ChannelHandler pipeline) {
    channel.pipeline().addLast(pipeline);
    socket = channel.parent();
    unused.add(channel);
    channel.closeFuture().addListener(closed -> used(channel));
    Objects.requireNonNull(limiters.get(channel.eventLoop())).accept(channel);
  }

  /** Notes that the first request of a connection has begun, or that it is closed. */
  void used(Channel channel) {
    if (unused.remove(channel) && unused.isEmpty()) {
      onAllUsed.forEach(Runnable::run);
    }
  }

  /**
   * Accepts no more connections; those that are open stay open.
   *
   * @param action runs when no more connections arrive here than those that their event loops have
   *     yet to begin with; on any thread
   */
  void stop(Runnable action) {
    var listening = socket;
    if (listening == null) { // it has never had a connection
      action.run();
    } else {
      listening.close().addListener(closed -> action.run());
    }
  }

  /**
   * Adds an action that runs, perhaps more than once and on any thread, when no connection waits
   * for its first request.
   */
  void onAllUsed(Runnable action) {
    onAllUsed.add(action);
    if (unused.isEmpty()) {
      action.run();
    }
  }
}
