package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.JavaProcess;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The log of a process, as its operator sees it. */
class LogsIT {

  private static final Path GATEWAY = Path.of("target", "gateway.jar");
  private static final String LINE =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) [A-Z]+ +\\S+ .*";

  @Test
  void linesHaveDateAndZoneAndTheStartPrintsWhatDiffersFromTheDefaults() {
    try (var process = start(Map.of("UPSTREAM_BURST", "77", "UPSTREAM_RATE", "500"))) {
      process.awaitReady();

      assertThat(process.output().lines()).allMatch(line -> line.matches(LINE));
      assertThat(process.output())
          .containsPattern("(?m) UPSTREAM_BURST=77$")
          .doesNotContain("UPSTREAM_RATE");
    }
  }

  @Test
  void asJsonEachLineIsAnObject() {
    try (var process = start(Map.of("LOG_FORMAT", "json"))) {
      process.awaitReady();

      assertThat(process.output().lines().map(JsonObject::new))
          .hasSizeGreaterThan(2)
          .allSatisfy(
              line -> {
                assertThat(OffsetDateTime.parse(line.getString("time"))).isNotNull();
                assertThat(line.getString("level")).isIn("INFO", "WARN", "ERROR");
                assertThat(line.getString("logger")).isNotEmpty();
                assertThat(line.getString("message")).isNotEmpty();
              });
    }
  }

  @Test
  void levelsChangeWhileTheProcessRuns() {
    try (var process = start(Map.of())) {
      var port = process.awaitReady().group(1);
      var management = new Client(URI.create("http://127.0.0.1:" + port));

      assertThat(new JsonObject(send(management, "GET", "").body()).getString("ROOT"))
          .isEqualTo("INFO");
      assertThat(send(management, "PUT", "?name=dev.pokebatch&level=debug").body())
          .contains("\"dev.pokebatch\":\"DEBUG\"");
      assertThat(send(management, "PUT", "?name=dev.pokebatch").body())
          .doesNotContain("\"dev.pokebatch\"");
      assertThat(send(management, "PUT", "?name=dev.pokebatch&level=loud").statusCode())
          .isEqualTo(400);
      assertThat(send(management, "PUT", "?name=ROOT").statusCode()).isEqualTo(400);
      assertThat(send(management, "POST", "").statusCode()).isEqualTo(405);
      assertThat(process.output()).contains("The level of dev.pokebatch is now DEBUG");
    }
  }

  private static HttpResponse<String> send(Client management, String method, String query) {
    return management.send(
        management.request(method, "/loggers" + query, Map.of(), new byte[0]),
        BodyHandlers.ofString(UTF_8));
  }

  private static JavaProcess start(Map<String, String> given) {
    var settings = new HashMap<String, String>(given);
    settings.put("POKEAPI_URL", "sample");
    settings.put("HTTP_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    return JavaProcess.startQuickly(
        GATEWAY, List.of(), settings, "gateway ready: .*management on port (\\d+)");
  }
}
