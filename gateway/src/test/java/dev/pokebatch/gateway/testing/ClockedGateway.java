package dev.pokebatch.gateway.testing;

import dev.pokebatch.fetcher.launch.FetcherDeployment;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.gateway.GatewayVerticle;
import dev.pokebatch.gateway.ProcessResources;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A gateway and a fetcher of the sample; the test moves the clock of the quotas. */
public final class ClockedGateway implements AutoCloseable {

  private final AtomicLong nanos = new AtomicLong();
  private final ClusterNode node = EmbeddedPair.await(ClusterNode.alone());
  private final Database database;
  private final URI url;

  /** Starts it with these settings on top of the defaults. */
  public ClockedGateway(Map<String, String> given) {
    var environment = new HashMap<>(Map.of("POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0"));
    environment.putAll(given);
    environment.put("HTTP_PORT", "0");
    var settings = Settings.of(environment);
    var fetcher = FetcherSettings.fetcher(settings);
    var sample = FetcherSettings.sample(settings);
    var config = GatewaySettings.gateway(settings);
    settings.check();
    EmbeddedPair.await(FetcherDeployment.deploy(node, fetcher, sample));
    var place = config.jobs().database();
    database =
        place == null
            ? Database.none("there is none")
            : EmbeddedPair.await(Database.open(node.vertx(), place));
    var shared =
        ProcessResources.of(
            node.vertx(), config, database, node.metrics(), node.tracing(), nanos::get);
    var gateway = new GatewayVerticle(config, shared, 0);
    EmbeddedPair.await(node.vertx().deployVerticle(gateway));
    url = URI.create("http://127.0.0.1:" + gateway.port());
  }

  /** Where it listens. */
  public URI url() {
    return url;
  }

  /** Moves the clock. */
  public void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public void close() {
    EmbeddedPair.await(database.close());
    EmbeddedPair.await(node.vertx().close());
  }
}
