package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.ClockedGateway;
import dev.pokebatch.gateway.testing.JobClient;
import dev.pokebatch.gateway.testing.KeysFile;
import dev.pokebatch.gateway.testing.LineClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client is told of its quotas, and what it gets when one is used up. */
class QuotasTest {

  private static final Map<String, String> ANYBODY = Map.of();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aRequestTooManyIsRefusedUntilTimeHasPassed() {
    try (var gateway =
        new ClockedGateway(Map.of("QUOTA_REQUESTS_PER_SECOND", "1", "QUOTA_REQUEST_BURST", "3"))) {
      for (var left = 2; left >= 0; left--) {
        var answer = get(gateway, "/v1/nature/1", ANYBODY);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "RateLimit-Policy")).isEqualTo("\"requests\";q=3;w=3");
        assertThat(header(answer, "RateLimit"))
            .isEqualTo("\"requests\";r=" + left + ";t=" + (3 - left));
      }

      var refused = get(gateway, "/v1/nature/1", ANYBODY);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(header(refused, "Retry-After")).isEqualTo("1");
      assertThat(header(refused, "RateLimit")).isEqualTo("\"requests\";r=0;t=3");
      assertThat(refused.body())
          .contains("/problems/quota-exceeded", "\"violated-policies\":[\"requests\"]");
      gateway.pass(Duration.ofSeconds(1));
      assertThat(get(gateway, "/v1/nature/1", ANYBODY).statusCode()).isEqualTo(200);
      assertThat(get(gateway, "/v1/nature/1", ANYBODY).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void keysOfOneNameShareAQuotaAndAKeyMayHaveItsOwn() {
    var own = new JsonObject().put("requestsPerSecond", 0);
    var file =
        KeysFile.write(
            folder.resolve("keys.json"),
            KeysFile.key("ash", "batch"),
            KeysFile.key("ash-next", "batch").put("name", "ash"),
            KeysFile.key("misty", "batch"),
            KeysFile.key("brock", "batch").put("quotas", own));
    try (var gateway =
        new ClockedGateway(
            Map.of(
                "API_KEYS_FILE",
                file.toString(),
                "QUOTA_REQUESTS_PER_SECOND",
                "1",
                "QUOTA_REQUEST_BURST",
                "1"))) {
      assertThat(status(gateway, "ash")).isEqualTo(200);
      assertThat(status(gateway, "ash-next")).isEqualTo(429);
      assertThat(status(gateway, "misty")).isEqualTo(200);
      assertThat(status(gateway, "misty")).isEqualTo(429);
      for (var i = 0; i < 5; i++) {
        assertThat(status(gateway, "brock")).isEqualTo(200);
      }
      var free = get(gateway, "/v1/limits", KeysFile.header("brock"));
      assertThat(free.headers().firstValue("RateLimit")).isEmpty();
      assertThat(new JsonObject(free.body()).getJsonObject("quotas")).isEmpty();
    }
  }

  private static int status(ClockedGateway gateway, String key) {
    return get(gateway, "/v1/nature/1", KeysFile.header(key)).statusCode();
  }

  @Test
  void theDocumentsOfABatchFailWhenTheQuotaIsUsedUpAndCachedOnesCountNothing() {
    try (var gateway = new ClockedGateway(Map.of("QUOTA_DOCUMENTS_PER_MINUTE", "10"))) {
      var batch = batch("pokemon/1..30").put("concurrency", 4);
      var answer = post(gateway, batch);
      var summary = new JsonObject(answer.body()).getJsonObject("summary");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(summary.getInteger("total")).isEqualTo(30);
      assertThat(summary.getInteger("succeeded")).isBetween(10, 13);
      assertThat(summary.getInteger("failed")).isEqualTo(30 - summary.getInteger("succeeded"));
      assertThat(answer.body()).contains("\"status\":429", "/problems/quota-exceeded");

      var next = post(gateway, batch("pokemon/1"));
      assertThat(next.statusCode()).isEqualTo(429);
      assertThat(Integer.parseInt(header(next, "Retry-After"))).isBetween(6, 24);
      gateway.pass(Duration.ofSeconds(24));
      for (var i = 0; i < 20; i++) {
        assertThat(post(gateway, batch("pokemon/1..4")).statusCode()).isEqualTo(200);
      }
    }
  }

  @Test
  void aStreamOfStepsGoesOnWhenThereIsSomethingLeftAgain() {
    try (var gateway = new ClockedGateway(Map.of("QUOTA_DOCUMENTS_PER_MINUTE", "2"));
        var stream = LineClient.open(gateway.url(), "")) {
      stream.send("\"pokemon/1\"", "\"pokemon/2\"");
      assertThat(statuses(stream, 2)).containsOnly(200);
      stream.send("\"pokemon/3\"");
      assertThat(statuses(stream, 1)).containsOnly(429);
      gateway.pass(Duration.ofMinutes(1));
      stream.send("\"pokemon/4\"");
      assertThat(statuses(stream, 1)).containsOnly(200);

      var rest = stream.end().rest();
      assertThat(rest.get(rest.size() - 1).getString("type")).isEqualTo("summary");
    }
  }

  private static List<Integer> statuses(LineClient stream, int count) {
    var found = new ArrayList<Integer>();
    while (found.size() < count) {
      var line = stream.next();
      if (line.getString("type").equals("item")) {
        found.add(line.getJsonObject("item").getInteger("status"));
      }
    }
    return found;
  }

  @Test
  void aJobWaitsForItsQuota() {
    var settings =
        Map.of(
            "QUOTA_DOCUMENTS_PER_MINUTE",
            "5",
            "DATA_DIR",
            folder.toString(),
            "DISK_MAX_BYTES",
            "0");
    try (var gateway = new ClockedGateway(settings)) {
      var jobs = new JobClient(gateway.url());
      var job = jobs.submitted(batch("pokemon/1..12").put("concurrency", 1));
      jobs.awaitProgress(job, 5);
      assertThat(left(gateway, "documents")).isZero();
      assertThat(post(gateway, batch("pokemon/1")).statusCode()).isEqualTo(429);
      assertThat(jobs.json(job).getJsonObject("progress").getInteger("succeeded")).isEqualTo(5);
      gateway.pass(Duration.ofMinutes(1));
      jobs.awaitProgress(job, 10);
      gateway.pass(Duration.ofMinutes(1));

      assertThat(jobs.awaitEnd(job).getString("outcome")).isEqualTo("succeeded");
    }
  }

  @Test
  void bytesOfAnswersAndWorkAreCountedAndLimitsStillAnswer() {
    try (var gateway =
        new ClockedGateway(
            Map.of("QUOTA_BYTES_PER_DAY", "1000", "QUOTA_WORK_PER_MINUTE", "1000"))) {
      var whole = post(gateway, batch("pokemon/1..2"));
      assertThat(whole.statusCode()).isEqualTo(200);
      await().until(() -> left(gateway, "bytes") == 0); // counted at the end of the response

      assertThat(left(gateway, "work")).isLessThanOrEqualTo(1000 - 2 * 11);
      var refused = get(gateway, "/v1/pokemon/1", ANYBODY);
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("[\"bytes\"],\"max\":1000");
      gateway.pass(Duration.ofDays(200));
      assertThat(get(gateway, "/v1/nature/1", ANYBODY).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void theNodesThatShapesVisitAreWork() {
    try (var gateway = new ClockedGateway(Map.of("QUOTA_WORK_PER_MINUTE", "100000"))) {
      var whole = batch("pokemon/1..2").put("fields", "id");
      post(gateway, whole);
      var mask = 100_000 - left(gateway, "work");
      post(gateway, whole.put("fields", "n:sum($..[?count($..*) > 0])"));
      var shape = 100_000 - left(gateway, "work") - mask;

      assertThat(shape).isGreaterThan(2 * mask);
    }
  }

  private static long left(ClockedGateway gateway, String quota) {
    var limits = new JsonObject(get(gateway, "/v1/limits", ANYBODY).body());
    return limits.getJsonObject("quotas").getJsonObject(quota).getLong("left");
  }

  @Test
  void oneBatchAndOneStreamAtOnce() {
    try (var gateway =
        new ClockedGateway(
            Map.of("QUOTA_BATCHES", "1", "QUOTA_STREAMS", "1", "SAMPLE_LATENCY_MS", "30000"))) {
      var client = new Client(gateway.url());
      try (var stream = LineClient.open(gateway.url(), "")) {
        stream.writeHead();
        await().until(() -> left(gateway, "streams") == 0);
        try (var second = LineClient.open(gateway.url(), "")) {
          second.writeHead();
          assertThat(second.end().status()).isEqualTo(429);
        }
      }
      await().until(() -> left(gateway, "streams") == 1);

      var running = client.postAsync(batch("pokemon/1"));
      await().until(() -> left(gateway, "batches") == 0);
      var refused = post(gateway, batch("pokemon/2"));
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("[\"batches\"],\"max\":1");
      assertThat(header(refused, "RateLimit")).startsWith("\"batches\";r=0");
      running.cancel(true);
      await().until(() -> left(gateway, "batches") == 1);
    }
  }

  private static JsonObject batch(String step) {
    return new JsonObject().put("requests", new JsonArray().add(step));
  }

  private static HttpResponse<String> post(ClockedGateway gateway, JsonObject batch) {
    var headers = new HashMap<>(Map.of("Content-Type", "application/json"));
    var client = new Client(gateway.url());
    var body = batch.encode().getBytes(UTF_8);
    return client.send(
        client.request("POST", "/v1/batches", headers, body), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(
      ClockedGateway gateway, String path, Map<String, String> headers) {
    var client = new Client(gateway.url());
    return client.send(client.request("GET", path, headers, new byte[0]), BodyHandlers.ofString());
  }

  private static String header(HttpResponse<String> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }
}
