package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.gateway.launch.GatewaySettings;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.process.cluster.ClusterConfig;
import dev.pokebatch.process.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The composition in {@code docker-compose.yml} sets only existing settings, and its services fit
 * together.
 */
class ComposeFileTest {

  /** Settings that the launcher or the logging configuration reads, not the classes below. */
  private static final List<String> OF_THE_PROCESS =
      List.of("CLUSTER", "LOG_LEVEL", "MANAGEMENT_PORT", "SHUTDOWN_GRACE_MS");

  private static final Pattern DEFAULT = Pattern.compile("\\$\\{[A-Z_]+:-([^}]*)}");

  private JsonNode services;

  @BeforeEach
  void read() throws IOException {
    var file = Path.of("..", "docker-compose.yml").toFile();
    services = YAMLMapper.builder().build().readTree(file).path("services");
  }

  @Test
  void theCompositionSetsOnlySettingsThatThereAre() {
    var settings = Settings.of(Map.of());
    ClusterConfig.read(settings);
    FetcherSettings.fetcher(settings);
    FetcherSettings.sample(settings);
    GatewaySettings.gateway(settings);

    assertThat(services.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder("fetcher", "gateway", "postgres");
    assertThat(environment("fetcher")).containsKeys("CLUSTER_DNS", "POKEAPI_URL");
    for (var ours : List.of("fetcher", "gateway")) {
      assertThat(environment(ours).keySet())
          .allMatch(
              name -> OF_THE_PROCESS.contains(name) || settings.toString().contains(name + "="));
    }
  }

  @Test
  void theGatewayUsesTheDatabaseThatTheCompositionMakes() {
    var made = environment("postgres");
    var settings = Settings.of(environment("gateway"));
    var used = GatewaySettings.gateway(settings).jobs().database();

    settings.check();
    assertThat(used)
        .extracting(DatabaseConfig::location)
        .isEqualTo(
            new DatabaseLocation.Postgres(
                "jdbc:postgresql://postgres:5432/" + made.get("POSTGRES_DB"),
                Map.of(
                    "user", made.getOrDefault("POSTGRES_USER", ""),
                    "password", made.getOrDefault("POSTGRES_PASSWORD", ""))));
  }

  /** Returns the environment of a service if the user sets no variables. */
  private Map<String, String> environment(String service) {
    var environment = new HashMap<String, String>();
    services
        .path(service)
        .path("environment")
        .fields()
        .forEachRemaining(
            set ->
                environment.put(
                    set.getKey(), DEFAULT.matcher(set.getValue().asText()).replaceAll("$1")));
    return environment;
  }
}
