package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.JavaProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory that a process takes by default follows from its heap, and fits it. */
class HeapSizesIT {

  private static final Path GATEWAY = Path.of("target", "gateway.jar");
  private static final String QUICK = "-XX:TieredStopAtLevel=1";
  private static final Path FETCHER = Path.of("..", "fetcher", "target", "fetcher.jar");

  @ParameterizedTest
  @ValueSource(strings = {"-XX:+UseSerialGC", "-XX:+UseG1GC"})
  void gatewayAndFetchersRunInOneHeapOf128MiB(String collector) {
    var jvm = List.of("-Xmx128m", collector, QUICK, "-XX:+ExitOnOutOfMemoryError");
    try (var process =
        JavaProcess.start(GATEWAY, jvm, settings(Map.of()), "gateway ready: (http://\\S+?)/v1")) {
      var client = new Client(URI.create(process.awaitReady().group(1)));
      var all = new JsonObject().put("requests", new JsonArray().add("pokemon/1..151"));

      assertThat(client.batch(all).getJsonObject("summary").getInteger("succeeded")).isEqualTo(151);
      assertThat(process.output()).contains("memory pools: ", "CACHE_MAX_BYTES=");
    }
  }

  @ParameterizedTest
  @CsvSource({"fetcher, -XX:+UseSerialGC", "fetcher, -XX:+UseG1GC", "gateway, -XX:+UseSerialGC"})
  void eachStartsAloneIn128MiB(String which, String collector) {
    var settings = settings(Map.of("CLUSTER", "true", "CLUSTER_NAME", "heap-" + collector));
    var jar = which.equals("fetcher") ? FETCHER : GATEWAY;
    try (var process =
        JavaProcess.start(jar, List.of("-Xmx128m", collector, QUICK), settings, which + " ready")) {
      assertThat(process.awaitReady()).isNotNull();
      assertThat(process.output()).contains("memory pools: ");
    }
  }

  @Test
  void aSmallerHeapIsRefused() {
    assertThat(refusal(GATEWAY, List.of("-Xmx64m"), Map.of()))
        .matches("gateway: the heap has \\d+ MiB and needs 128: start the JVM with -Xmx128m");
    assertThat(refusal(FETCHER, List.of("-Xmx64m"), Map.of()))
        .matches("fetcher: the heap has \\d+ MiB and needs 128: start the JVM with -Xmx128m");
  }

  @Test
  void poolsThatTogetherTakeTooMuchAreRefused() {
    var pools = Map.of("ANSWER_MEMORY_BYTES", "100000000", "CACHE_MAX_BYTES", "50000000");

    assertThat(refusal(GATEWAY, List.of("-Xmx256m"), pools))
        .startsWith("gateway: ANSWER_MEMORY_BYTES + ")
        .contains(" must be at most three quarters of the heap, ")
        .hasLineCount(1);
  }

  private static String refusal(Path jar, List<String> jvm, Map<String, String> more) {
    try (var process = JavaProcess.start(jar, jvm, settings(more), "never")) {
      assertThat(process.awaitExit()).isEqualTo(2);
      return process.output();
    }
  }

  private static Map<String, String> settings(Map<String, String> more) {
    var settings = new HashMap<>(more);
    settings.put("POKEAPI_URL", "sample");
    settings.put("SAMPLE_LATENCY_MS", "0");
    settings.put("CLUSTER_PORT", "0");
    settings.put("HTTP_HOST", "127.0.0.1");
    settings.put("HTTP_PORT", "0");
    settings.put("MANAGEMENT_PORT", "0");
    return settings;
  }
}
