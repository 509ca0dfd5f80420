package dev.pokebatch.gateway.testing;

import dev.pokebatch.sample.SampleConfig;
import dev.pokebatch.sample.SampleStats;
import dev.pokebatch.sample.SampleUpstream;
import io.vertx.core.Vertx;

/** The sample upstream on a separate Vert.x, so that it does not use the event loops under test. */
public final class Sample implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final SampleUpstream upstream;

  /** Starts it. */
  public Sample(SampleConfig config) {
    upstream = EmbeddedPair.await(new SampleUpstream(vertx, config).start());
  }

  /** Its base URL. */
  public String url() {
    return upstream.url();
  }

  /** The base URL of its sprites. */
  public String spritesUrl() {
    return upstream.spritesUrl();
  }

  /** What it has seen since {@link #forget}. */
  public SampleStats stats() {
    return upstream.stats();
  }

  /** Counts from zero again. */
  public void forget() {
    upstream.resetStats();
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }
}
