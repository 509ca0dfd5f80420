package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.Cluster;
import dev.pokebatch.gateway.testing.Scrape;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gateway and a fetcher export is what the dashboard and the alerts ask for. */
class MetricsIT {

  private static final Pattern NAME =
      Pattern.compile("\\b(?:pokebatch|vertx|jvm|process)_[a-z0-9_]+\\b");

  @Test
  void theDashboardAndTheAlertsUseOnlyMetricsThatARunningPairExports(@TempDir Path folder)
      throws IOException {
    var used =
        names(
            new ObjectMapper()
                .readTree(Path.of("../k8s/components/monitoring/dashboard.json").toFile()));
    used.addAll(
        names(
            YAMLMapper.builder()
                .build()
                .readTree(Path.of("../.docker/observability/alerts.yml").toFile())));
    try (var pair =
        Cluster.start(
            Map.of(
                "POKEAPI_URL",
                "sample",
                "SAMPLE_LATENCY_MS",
                "0",
                "DATA_DIR",
                folder.toString()))) {
      new Client(pair.url())
          .batch(new JsonObject().put("requests", new JsonArray().add("pokemon/1")));
      var gateway = Scrape.of(pair.gateway().management());
      var fetcher = Scrape.of(pair.fetcher(0).management());
      var exported = new TreeSet<>(gateway.names());
      exported.addAll(fetcher.names());

      assertThat(used).hasSizeGreaterThan(40);
      assertThat(exported).containsAll(used);
      assertThat(gateway.sum("pokebatch_cluster_members")).isEqualTo(2);
      assertThat(gateway.sum("pokebatch_ready")).isEqualTo(1);
      assertThat(pair.gateway().health().getInteger("fetchers"))
          .isEqualTo((int) gateway.sum("pokebatch_fetchers"))
          .isEqualTo(1);
      assertThat(pair.fetcher(0).health().getJsonObject("calls").getLong("miss"))
          .isEqualTo((long) fetcher.sum("pokebatch_fetch_duration_seconds_count", "cache=miss"));
      assertThat(fetcher.sum("pokebatch_fetch_duration_seconds_count", "cache=miss")).isEqualTo(1);
      assertThat(gateway.sum("pokebatch_documents_total", "cache=miss")).isEqualTo(1);
      assertThat(gateway.sum("vertx_eventbus_sent_total", "side=remote")).isPositive();
      assertThat(fetcher.names()).noneMatch(name -> name.startsWith("pokebatch_batches"));
    }
  }

  private static Set<String> names(JsonNode document) {
    var names = new TreeSet<String>();
    document
        .findValuesAsText("expr")
        .forEach(
            expression ->
                NAME.matcher(expression).results().forEach(name -> names.add(name.group())));
    return names;
  }
}
