package dev.pokebatch.sample;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A small PokéAPI of our own on loopback: the 151 Pokémon of Kanto with their species, types and
 * evolution chains, in documents of PokéAPI's shape and size, with a latency and faults as
 * configured. All facts are true but for two inventions: who learns which move, and the flavor
 * texts. Members without facts in the tables (held items, encounters, past damage relations) are
 * empty arrays. Where a {@link DataFolder} is configured, its documents are served instead, as they
 * are. Safe for any thread.
 */
public final class SampleUpstream {
  private final Vertx vertx;
  private final Counters counters = new Counters();
  private final SampleServer server;
  private final AtomicReference<String> version = new AtomicReference<>("sample-1");
  private final AtomicReference<@Nullable String> deployment = new AtomicReference<>();

  /** Prepares a server; {@link #start} makes it listen. */
  public SampleUpstream(Vertx vertx, SampleConfig config) {
    this.vertx = vertx;
    this.server = new SampleServer(config, counters, version::get);
  }

  /**
   * Starts to listen; once only.
   *
   * @return this, or a failure where the port cannot be had
   */
  public Future<SampleUpstream> start() {
    return vertx.deployVerticle(server).onSuccess(deployment::set).map(this);
  }

  /**
   * Where the API begins, without a slash at the end: {@code http://127.0.0.1:PORT/api/v2}.
   *
   * @throws IllegalStateException before it listens
   */
  public String url() {
    var port = server.port();
    if (port == 0) {
      throw new IllegalStateException("the sample upstream does not listen yet");
    }
    return url(port);
  }

  static String url(int port) {
    return "http://127.0.0.1:" + port + TargetParser.ROOT;
  }

  /** What it has seen so far. */
  public SampleStats stats() {
    return counters.snapshot();
  }

  /**
   * Counts from 0 again. Faults repeat from their beginning too, since they depend on how often a
   * path was asked for before.
   */
  public void resetStats() {
    counters.reset();
  }

  /** Says from now on, at {@code /meta}, that the data is of another version; it stays the same. */
  public void deploy(String hash) {
    version.set(hash);
  }

  /** Stops listening and closes every connection; nothing more where that was done before. */
  public Future<Void> close() {
    var id = deployment.getAndSet(null);
    return id == null ? Future.succeededFuture() : vertx.undeploy(id);
  }
}
