package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Scrape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway with a fetcher in its process exports at {@code /metrics}. */
class MetricsTest {

  private static final Set<String> UNITS =
      Set.of("seconds", "bytes", "total", "count", "sum", "bucket", "max", "info", "ratio");
  private static final Pattern ABBREVIATED =
      Pattern.compile(".*_(ms|millis|milliseconds|nanos|kb|mb|percent|number)(_.*|$)");

  private EmbeddedPair pair;
  private Client client;
  private Client management;

  @BeforeEach
  void start(@TempDir Path folder) {
    pair =
        EmbeddedPair.start(
            Map.of(
                "POKEAPI_URL", "sample", "SAMPLE_LATENCY_MS", "0", "DATA_DIR", folder.toString()));
    client = new Client(pair.url());
    management = new Client(pair.management());
  }

  @AfterEach
  void stop() {
    pair.close();
  }

  @Test
  void theValuesMoveAfterABatch() {
    var refused = scrape().sum("pokebatch_refusals_total", "reason=malformed-json");
    batch("pokemon/1", "pokemon/2", "pokemon/no-such-name");
    batch("pokemon/1");
    client.send(
        client.request(
            "POST",
            "/v1/batches",
            Map.of("Content-Type", "application/json"),
            "{".getBytes(StandardCharsets.UTF_8)),
        BodyHandlers.ofString());

    await()
        .untilAsserted(
            () -> {
              var now = scrape();
              assertThat(now.sum("pokebatch_batches_total", "shape=json")).isEqualTo(2);
              assertThat(now.sum("pokebatch_batches_total", "outcome=partial")).isEqualTo(1);
              assertThat(now.sum("pokebatch_batch_duration_seconds_count")).isEqualTo(2);
              assertThat(now.sum("pokebatch_memory_pool_used_bytes")).isZero();
              assertThat(now.sum("pokebatch_documents_total", "cache=miss")).isEqualTo(2);
              assertThat(now.sum("pokebatch_documents_total", "cache=hit")).isEqualTo(1);
              assertThat(now.sum("pokebatch_documents_total", "outcome=failed")).isEqualTo(1);
              assertThat(now.sum("pokebatch_fetch_failures_total", "reason=not_found"))
                  .isEqualTo(1);
              assertThat(now.sum("pokebatch_refusals_total", "reason=malformed-json"))
                  .isEqualTo(refused + 1);
            });
    var now = scrape();
    assertThat(now.sum("pokebatch_stage_duration_seconds_count", "stage=queued")).isEqualTo(4);
    assertThat(now.sum("pokebatch_stage_duration_seconds_count", "stage=cached")).isEqualTo(1);
    for (var stage : Set.of("asked", "first_byte", "cut", "written")) {
      assertThat(now.sum("pokebatch_stage_duration_seconds_count", "stage=" + stage))
          .as(stage)
          .isEqualTo(2);
    }
    assertThat(now.sum("pokebatch_upstream_request_duration_seconds_count", "status=200"))
        .isGreaterThanOrEqualTo(2);
    assertThat(now.sum("pokebatch_circuit_breaker_state", "state=closed")).isEqualTo(1);
    assertThat(now.sum("pokebatch_fetchers")).isEqualTo(1);
    assertThat(now.sum("vertx_http_server_requests_total", "route=/v1/batches")).isEqualTo(3);
  }

  @Test
  void nothingThatAClientSendsBecomesALabel() {
    batch("pokemon/first-stranger", "second-stranger/1");
    for (var method : Set.of("STRANGER", "BREW")) {
      client.send(
          client.request(method, "/third-stranger?a=fourth-stranger", Map.of(), new byte[0]),
          BodyHandlers.ofString());
    }
    client.send(
        client.request(
            "GET",
            "/v1/pokemon/fifth-stranger",
            Map.of("X-Request-Id", "sixth-stranger", "User-Agent", "seventh-stranger"),
            new byte[0]),
        BodyHandlers.ofString());

    await()
        .untilAsserted(
            () ->
                assertThat(scrape().sum("vertx_http_server_requests_total", "method=other"))
                    .isEqualTo(2));
    assertThat(text("").body()).doesNotContainIgnoringCase("stranger").doesNotContain("BREW");
  }

  @Test
  void theReasonsOfRefusalsAreTheProblemTypes() {
    var reasons =
        scrape().samples().stream()
            .filter(sample -> sample.name().equals("pokebatch_refusals_total"))
            .map(sample -> sample.labels().get("reason"))
            .collect(Collectors.toSet());

    assertThat(reasons)
        .isEqualTo(
            Set.of(ProblemType.values()).stream()
                .map(ProblemType::slug)
                .collect(Collectors.toSet()));
  }

  @Test
  void namesLabelsAndHelpFollowTheConventions() {
    batch("pokemon/1");
    var text = text("").body();
    var scrape = Scrape.parse(text);

    assertThat(scrape.names())
        .hasSizeGreaterThan(80)
        .allSatisfy(
            name -> assertThat(name).matches("(pokebatch|vertx|jvm|process|system)_[a-z0-9_]+"));
    assertThat(scrape.names())
        .filteredOn(name -> name.startsWith("pokebatch_"))
        .allSatisfy(name -> assertThat(name).doesNotMatch(ABBREVIATED));
    assertThat(text.lines().filter(line -> line.startsWith("# TYPE pokebatch_")))
        .allSatisfy(
            line -> {
              var parts = line.split(" ", -1);
              var isCounter = parts[3].equals("counter");
              assertThat(parts[2].endsWith("_total")).as(line).isEqualTo(isCounter);
              if (parts[3].equals("histogram")) {
                assertThat(UNITS).as(line).contains(parts[2].replaceAll(".*_", ""));
              }
            });
    assertThat(text.lines().filter(line -> line.startsWith("# HELP pokebatch_")))
        .allSatisfy(line -> assertThat(line).endsWith("."));
    assertThat(scrape.samples())
        .filteredOn(sample -> sample.name().startsWith("pokebatch_"))
        .allSatisfy(
            sample ->
                assertThat(sample.labels().keySet())
                    .isSubsetOf(
                        "cache", "java", "kind", "lane", "le", "outcome", "pool", "reason", "shape",
                        "stage", "state", "status", "user", "version"));
  }

  @Test
  void promtoolFindsNoFault() throws Exception {
    batch("pokemon/1");
    var checker = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true);
    Process started;
    try {
      started = checker.start();
    } catch (IOException missing) {
      assumeTrue(false, "skipped: promtool is not installed");
      return;
    }
    try (var input = started.getOutputStream()) {
      input.write(text("").body().getBytes(StandardCharsets.UTF_8));
    }

    assertThat(started.getInputStream()).hasContent("");
    assertThat(started.waitFor()).isZero();
  }

  @Test
  void clientsThatAcceptOpenMetricsGetIt() {
    var open = text("application/openmetrics-text; version=1.0.0,text/plain;q=0.5");

    assertThat(text("").headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(open.headers().firstValue("Content-Type"))
        .contains("application/openmetrics-text; version=1.0.0; charset=utf-8");
    assertThat(open.body()).endsWith("# EOF\n").contains("# TYPE pokebatch_batches counter");
  }

  private void batch(String... documents) {
    var requests = new JsonArray();
    for (var document : documents) {
      requests.add(document);
    }
    client.batch(new JsonObject().put("requests", requests));
  }

  private Scrape scrape() {
    return Scrape.parse(text("").body());
  }

  private HttpResponse<String> text(String accept) {
    Map<String, String> headers = accept.isEmpty() ? Map.of() : Map.of("Accept", accept);
    var request = management.request("GET", "/metrics", headers, new byte[0]);
    return management.send(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
  }
}
