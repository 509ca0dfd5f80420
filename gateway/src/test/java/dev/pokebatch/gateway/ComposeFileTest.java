package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.launch.ClusterConfig;
import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.fetcher.launch.Settings;
import dev.pokebatch.gateway.launch.GatewaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is shipped sets only what the program knows. */
class ComposeFileTest {

  /** Read by every process, not by one of the classes below; LOG_LEVEL by the log's own file. */
  private static final List<String> OF_THE_PROCESS =
      List.of("CLUSTER", "LOG_LEVEL", "MANAGEMENT_PORT", "SHUTDOWN_GRACE_MS");

  @Test
  void theCompositionSetsOnlySettingsThatThereAre() throws IOException {
    var settings = Settings.of(Map.of());
    ClusterConfig.read(settings);
    FetcherSettings.fetcher(settings);
    FetcherSettings.sample(settings);
    GatewaySettings.gateway(settings);
    var set = names(Files.readString(Path.of("..", "docker-compose.yml")));

    assertThat(set).contains("CLUSTER_DNS", "POKEAPI_URL");
    assertThat(set)
        .allMatch(
            name -> OF_THE_PROCESS.contains(name) || settings.toString().contains(name + "="));
  }

  private static List<String> names(String yaml) {
    return Pattern.compile("(?m)^ {6}([A-Z][A-Z_]+):")
        .matcher(yaml)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .toList();
  }
}
