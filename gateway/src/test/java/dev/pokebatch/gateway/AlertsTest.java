package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts fire when they should, and each leads to a section of the operations page. */
class AlertsTest {

  private static final Path FOLDER = Path.of("..", ".docker", "observability");

  @Test
  void eachAlertFiresOnItsSeriesAndNoneOnThoseOfAHealthyPair() throws Exception {
    assumeTrue(promtool("--version").status == 0, "skipped: promtool is not installed");

    var tested = promtool("test", "rules", "alerts-test.yml");
    assertThat(tested.status).as(tested.text).isZero();
  }

  @Test
  void prometheusAcceptsTheConfigurationOfTheComposition() throws Exception {
    assumeTrue(promtool("--version").status == 0, "skipped: promtool is not installed");

    var checked = promtool("check", "config", "prometheus.yml");
    assertThat(checked.status).as(checked.text).isZero();
  }

  @Test
  void eachAlertHasATest() throws IOException {
    var tests = names(yaml(FOLDER.resolve("alerts-test.yml")).path("tests"), "name");

    assertThat(names(alerts(), "alert")).hasSizeGreaterThan(10).isSubsetOf(tests);
  }

  @Test
  void eachAlertHasASectionOfTheOperationsPage() throws IOException {
    var page = Documentation.text(Path.of("docs", "operations.md"));

    assertThat(alerts())
        .allSatisfy(
            rule -> {
              var name = rule.path("alert").asText();
              assertThat(rule.path("annotations").path("runbook_url").asText())
                  .isEqualTo("gateway/docs/operations.md#" + name.toLowerCase(Locale.ROOT));
              assertThat(page).contains("\n### " + name + "\n");
            });
  }

  @Test
  void thePrometheusOperatorGetsTheSameAlerts() throws IOException {
    var rules = yaml(Path.of("..", "k8s", "components", "monitoring", "rules.yaml"));

    assertThat(rules.path("spec").path("groups"))
        .isEqualTo(yaml(FOLDER.resolve("alerts.yml")).path("groups"));
  }

  private static JsonNode alerts() throws IOException {
    return yaml(FOLDER.resolve("alerts.yml")).path("groups").path(0).path("rules");
  }

  private static List<String> names(JsonNode objects, String member) {
    return objects.findValuesAsText(member);
  }

  private static JsonNode yaml(Path file) throws IOException {
    return YAMLMapper.builder().build().readTree(file.toFile());
  }

  private static Output promtool(String... arguments) throws InterruptedException {
    var command = Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toList();
    try {
      var process =
          new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
      var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), text);
    } catch (IOException missing) {
      return new Output(-1, "not installed");
    }
  }

  /**
   * What a program has printed.
   *
   * @param status its exit status
   */
  private record Output(int status, String text) {}
}
