package dev.pokebatch.gateway.kubernetes;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A Service: passes each connection on to one of its endpoints, in turn. It hears of those that
 * come and go a moment late, as a node does.
 */
final class ServiceProxy implements AutoCloseable {

  /** From a change of a pod until new connections go elsewhere. */
  static final Duration DELAY = Duration.ofSeconds(2);

  private final Vertx vertx = Vertx.vertx();
  private final NetClient client = vertx.createNetClient();
  private final NetServer server;
  private final List<URI> endpoints = new CopyOnWriteArrayList<>();
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicInteger refused = new AtomicInteger();

  ServiceProxy() {
    server =
        EmbeddedPair.await(
            vertx.createNetServer().connectHandler(this::pass).listen(0, "127.0.0.1"));
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.actualPort());
  }

  /** Lists a pod that is ready, after the delay. */
  void add(URI endpoint) {
    vertx.setTimer(DELAY.toMillis(), id -> endpoints.add(endpoint));
  }

  /** Lists a pod that is ready, at once. */
  void addNow(URI endpoint) {
    endpoints.add(endpoint);
  }

  /** Takes a pod off the list, after the delay. */
  void remove(URI endpoint) {
    vertx.setTimer(DELAY.toMillis(), id -> endpoints.remove(endpoint));
  }

  /** How many connections came to a pod that did not take them, or to no pod at all. */
  int refused() {
    return refused.get();
  }

  private void pass(NetSocket from) {
    var listed = List.copyOf(endpoints);
    if (listed.isEmpty()) {
      refuse(from);
      return;
    }
    from.pause();
    var to = listed.get(Math.floorMod(turn.getAndIncrement(), listed.size()));
    client
        .connect(to.getPort(), to.getHost())
        .onSuccess(pod -> join(from, pod))
        .onFailure(failed -> refuse(from));
  }

  private void refuse(NetSocket from) {
    refused.incrementAndGet();
    from.close();
  }

  /** What one end closes is closed at the other. */
  private static void join(NetSocket from, NetSocket pod) {
    from.pipeTo(pod).onComplete(done -> pod.close());
    pod.pipeTo(from).onComplete(done -> from.close());
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }
}
