package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.FakeFetcher;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.StallingDatabase;
import dev.pokebatch.process.metrics.Metrics;
import dev.pokebatch.process.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * While the database stores nothing, a job fetches no more documents than there is memory for; and
 * all memory is free when the job has ended, however it ends.
 */
@SuppressWarnings("NullAway.Init") // JUnit sets the fields
class JobMemoryTest {

  private static final long MEMORY = 1 << 20;
  private static final int DOCUMENTS = 80;
  private static final int DOCUMENT_BYTES = 100_000;

  private final Vertx vertx = Vertx.vertx();
  private final FakeFetcher fetcher = new FakeFetcher(vertx);

  @TempDir private Path folder;
  private ProcessResources shared;
  private StallingDatabase database;
  private JobClient client;

  @BeforeEach
  void start() {
    var settings =
        Settings.of(
            Map.of(
                "HTTP_HOST",
                "127.0.0.1",
                "HTTP_PORT",
                "0",
                "ANSWER_MEMORY_BYTES",
                Long.toString(MEMORY),
                "DATA_DIR",
                folder.toString()));
    var config = GatewaySettings.gateway(settings);
    var where = Objects.requireNonNull(config.jobs().database());
    database = new StallingDatabase(EmbeddedPair.await(Database.open(vertx, where)));
    shared = ProcessResources.of(vertx, config, database, new Metrics());
    var gateway = new GatewayVerticle(config, shared, 0);
    EmbeddedPair.await(vertx.deployVerticle(gateway));
    client = new JobClient(URI.create("http://127.0.0.1:" + gateway.port()));
  }

  @AfterEach
  void stop() {
    database.goOn();
    EmbeddedPair.await(database.close());
    EmbeddedPair.await(vertx.close());
  }

  @Test
  void resultsThatAreNotStoredStayWithinTheMemory() {
    var job = jobOfResultsThatWait();

    assertThat(fetcher.documentBytes()).isLessThanOrEqualTo(MEMORY);
    database.goOn();
    assertThat(client.awaitEnd(job).getString("outcome")).isEqualTo("succeeded");
    assertAllMemoryIsFree();
  }

  @Test
  void aJobThatIsCancelledReleasesItsMemory() {
    var job = jobOfResultsThatWait();

    client.send("POST", job + "/cancel", Map.of());
    assertThat(shared.memory().pool().free()).isLessThan(MEMORY / 2);
    database.goOn();
    client.awaitEnd(job);
    assertAllMemoryIsFree();
  }

  @Test
  void aJobWhoseResultsAreRefusedReleasesItsMemory() {
    var job = jobOfResultsThatWait();

    database.refuse();
    assertThat(client.awaitEnd(job).getString("endReason")).isEqualTo("failed");
    assertAllMemoryIsFree();
  }

  /** A job that has fetched as much as it may while nothing is stored. */
  private String jobOfResultsThatWait() {
    database.stall();
    var requests = new JsonArray();
    IntStream.range(0, DOCUMENTS)
        .forEach(i -> requests.add("ok/x" + i + "-" + DOCUMENT_BYTES + "-0"));
    var job = client.submitted(new JsonObject().put("requests", requests));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> database.isStalled() && fetcher.documentBytes() >= 3 * DOCUMENT_BYTES);
    for (var i = 0; i < 50; i++) { // the event loop has time for the job, too
      var other = new JsonObject().put("requests", new JsonArray().add("ok/1"));
      assertThat(client.post(other, Map.of()).statusCode()).isEqualTo(200);
    }
    return job;
  }

  private void assertAllMemoryIsFree() {
    var pool = shared.memory().pool();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(pool.free()).isEqualTo(pool.size()));
    assertThat(pool.waiting()).isZero();
  }
}
