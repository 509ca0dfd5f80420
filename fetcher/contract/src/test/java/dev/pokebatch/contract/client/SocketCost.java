package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.AnnouncementWire;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/**
 * Measures the CPU time that a socket costs for a message that comes alone: two event loops send
 * each other an announcement in turn, so each message wakes its receiver.
 */
final class SocketCost {

  private static final int WARM_UP = 20_000;
  private static final int MESSAGES = 20_000;

  private SocketCost() {}

  /** The microseconds of CPU time for sending or for receiving a message, on average. */
  static double microsOfMessage() {
    var vertx = Vertx.vertx();
    try {
      var second = new Player();
      vertx.deployVerticle(second).await();
      var first = new Player();
      vertx.deployVerticle(first).await();
      first.play(second.port);
      var nanos = first.cpuNanos.future().await() + second.cpuNanos.future().await();
      return nanos / 1e3 / (4.0 * MESSAGES); // each player sends and receives all
    } finally {
      vertx.close().await();
    }
  }

  /** One of the two event loops. */
  private static final class Player extends VerticleBase {
    private final Promise<Long> cpuNanos = Promise.promise();

    /** Vert.x closes a client, and its connections, once nothing refers to it. */
    private @Nullable NetClient client;

    private int port;
    private int received;
    private long begunAt;

    @Override
    public Future<?> start() {
      return vertx
          .createNetServer()
          .connectHandler(this::listen)
          .listen(0, "127.0.0.1")
          .onSuccess(server -> port = server.actualPort());
    }

    private void play(int other) {
      context.runOnContext(
          here -> {
            client = vertx.createNetClient();
            client
                .connect(other, "127.0.0.1")
                .onSuccess(
                    socket -> {
                      listen(socket);
                      send(socket);
                    });
          });
    }

    private void listen(NetSocket socket) {
      socket.handler(
          message -> {
            if (++received == WARM_UP) {
              begunAt = cpu();
            } else if (received == WARM_UP + MESSAGES) {
              cpuNanos.tryComplete(cpu() - begunAt);
            }
            if (received <= WARM_UP + MESSAGES) {
              send(socket);
            }
          });
    }

    private static void send(NetSocket socket) {
      socket.write(AnnouncementWire.encode(new Announcement("fetcher-1", "key-1", 2, 0, false)));
    }

    private static long cpu() {
      return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
  }
}
