package dev.pokebatch.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pokebatch.fetcher.launch.FetcherDeployment;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.gateway.FetcherAvailabilityLog;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.health.Health.Status;
import dev.pokebatch.process.health.HealthServer;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A gateway whose fetchers come and go. */
class GatewayHealthTest {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Vertx vertx = Vertx.vertx();
  private final ClusterNode node = ClusterNode.of(vertx, "alone");

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
    EmbeddedPair.await(vertx.close());
  }

  @Test
  void withoutAFetcherItIsDegradedAndReadyAndSaysSoOnce() {
    var settings =
        Settings.of(
            Map.of(
                "HTTP_HOST", "127.0.0.1",
                "HTTP_PORT", "0",
                "POKEAPI_URL", "sample",
                "GATEWAY_INSTANCES", "2",
                "FETCHER_INSTANCES", "2"));
    var gateway =
        EmbeddedPair.await(GatewayDeployment.deploy(node, GatewaySettings.gateway(settings)));
    var port =
        EmbeddedPair.await(HealthServer.start(vertx, "127.0.0.1", 0, gateway::health, Map.of()));
    assertThat(gateway.health().status()).isEqualTo(Status.DEGRADED);
    var management = new Client(URI.create("http://127.0.0.1:" + port));
    var probe = management.request("GET", "/health/ready", Map.of(), new byte[0]);
    var answer = management.send(probe, BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(new JsonObject(answer.body()).getString("status")).isEqualTo("DEGRADED");
    assertThat(levels()).containsExactly(Level.WARN);

    var fetchers =
        EmbeddedPair.await(
            FetcherDeployment.deploy(
                node, FetcherSettings.fetcher(settings), FetcherSettings.sample(settings)));
    awaitStatus(gateway, Status.UP);
    assertThat(levels()).containsExactly(Level.WARN, Level.INFO);

    EmbeddedPair.await(fetchers.leave(Duration.ZERO));
    awaitStatus(gateway, Status.DEGRADED);
    assertThat(levels()).containsExactly(Level.WARN, Level.INFO, Level.WARN);
  }

  private static void awaitStatus(GatewayDeployment gateway, Status status) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> gateway.health().status() == status);
  }

  /** Of what the watch has logged; a verticle may be just about to. */
  private List<Level> levels() {
    synchronized (log) {
      return log.list.stream().map(ILoggingEvent::getLevel).toList();
    }
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(FetcherAvailabilityLog.class);
  }
}
