package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.JavaProcess;
import dev.pokebatch.gateway.testing.LineFlood;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * However many steps a stream has, and however they are read, the memory that it takes is bounded.
 */
class StepStreamIT {

  private static final List<String> STEPS =
      List.of(
          "\"type/fire\"",
          "{\"id\":\"own\",\"get\":\"type/1\",\"fields\":\"name\"}",
          "\"evolution-chain/3\"",
          "{\"sequence\":[\"type/2\",{\"get\":{\"from\":\"type\",\"path\":\"$.name\"}}]}",
          "{\"parallel\":[\"type/2\",\"type/3\"]}");

  @ParameterizedTest(name = "{0} lines, rests of {1} ms, order: {2}")
  @CsvSource({"200_000, 0, completion", "40_000, 1_500, completion", "40_000, 0, request"})
  void manyLinesRunInASmallHeap(String count, String rest, String order) throws Exception {
    var lines = Integer.parseInt(count.replace("_", ""));
    var restMs = Long.parseLong(rest.replace("_", ""));
    try (var process = start();
        var flood = new LineFlood(STEPS, lines, restMs)) {
      var url = URI.create(process.awaitReady().group(1));

      var counted = flood.post(url, "?fields=id,name&order=" + order);

      // A fifth of them are no steps, and another fifth are two documents each.
      var fifth = lines / 5;
      assertThat(counted.tail())
          .contains("\"total\":" + 6 * fifth + ",\"succeeded\":" + 5 * fifth)
          .contains("\"failed\":" + fifth + ",\"skipped\":0,\"cancelled\":0,")
          .contains("\"lines\":" + lines + ",\"complete\":false}");
      assertThat(counted.lines()).isGreaterThan(6L * fifth);
    }
  }

  private static JavaProcess start() {
    return JavaProcess.start(
        Path.of("target", "gateway.jar"),
        List.of("-Xmx128m", "-XX:+ExitOnOutOfMemoryError"),
        Map.of(
            "POKEAPI_URL", "sample",
            "SAMPLE_LATENCY_MS", "0",
            "HTTP_PORT", "0",
            "MANAGEMENT_PORT", "0"),
        "gateway ready: (http://[^/]*)");
  }
}
