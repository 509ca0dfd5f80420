package dev.pokebatch.sample;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A small PokéAPI on loopback: the 151 Pokémon of Kanto with their species, types and evolution
 * chains, in documents of PokéAPI's shape and size, with configurable latency and faults. All facts
 * are true, with two exceptions: which Pokémon learns which move, and the flavor texts. Members
 * without facts in the tables (held items, encounters, past damage relations) are empty arrays. If
 * a {@link DataFolder} is configured, its documents are served instead, unchanged. Thread-safe.
 */
public final class SampleUpstream {
  private final Vertx vertx;
  private final Counters counters = new Counters();
  private final SampleServer server;
  private final AtomicReference<String> version = new AtomicReference<>("sample-1");
  private final AtomicReference<@Nullable String> deployment = new AtomicReference<>();

  /** Prepares a server; {@link #start} makes it listen. Links in documents lead to it. */
  public SampleUpstream(Vertx vertx, SampleConfig config) {
    this(vertx, config, null);
  }

  /**
   * Prepares a server; {@link #start} makes it listen.
   *
   * @param links base URL of the links in documents, without a slash at the end; null for the URL
   *     of this server
   */
  public SampleUpstream(Vertx vertx, SampleConfig config, @Nullable String links) {
    this.vertx = vertx;
    this.server = new SampleServer(config, links, counters, version::get);
  }

  /**
   * Starts to listen. May be called once.
   *
   * @return this, or a failure if the port is not available
   */
  public Future<SampleUpstream> start() {
    return vertx.deployVerticle(server).onSuccess(deployment::set).map(this);
  }

  /**
   * The base URL of the API, without a slash at the end: {@code http://127.0.0.1:PORT/api/v2}.
   *
   * @throws IllegalStateException if the server does not listen yet
   */
  public String url() {
    return url(listeningPort());
  }

  /**
   * The base URL of the sprites, without a slash at the end: {@code http://127.0.0.1:PORT/sprites}.
   *
   * @throws IllegalStateException if the server does not listen yet
   */
  public String spritesUrl() {
    return "http://127.0.0.1:" + listeningPort() + TargetParser.SPRITES;
  }

  private int listeningPort() {
    var port = server.port();
    if (port == 0) {
      throw new IllegalStateException("the sample upstream does not listen yet");
    }
    return port;
  }

  static String url(int port) {
    return "http://127.0.0.1:" + port + TargetParser.ROOT;
  }

  /** The requests received so far. */
  public SampleStats stats() {
    return counters.snapshot();
  }

  /**
   * Resets all counts. Faults repeat from the beginning too, because they depend on the number of
   * requests for a path.
   */
  public void resetStats() {
    counters.reset();
  }

  /** Changes the version of the data at {@code /meta}, but not the data. */
  public void deploy(String hash) {
    version.set(hash);
  }

  /** Stops listening and closes all connections. Further calls do nothing. */
  public Future<Void> close() {
    var id = deployment.getAndSet(null);
    return id == null ? Future.succeededFuture() : vertx.undeploy(id);
  }
}
