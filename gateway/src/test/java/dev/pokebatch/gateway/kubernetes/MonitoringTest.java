package dev.pokebatch.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The component that monitors: its objects are valid, and Prometheus finds every member. */
class MonitoringTest {

  @ParameterizedTest
  @ValueSource(strings = {"overlays/development", "overlays/production"})
  void thePartsFit(String overlay) {
    var manifests = Kustomize.render(overlay + "+components/monitoring");
    var monitor = manifests.get("ServiceMonitor", "pokebatch").path("spec");
    var service = manifests.get("Service", "management");
    var dashboard = manifests.get("ConfigMap", "dashboard");

    assertThat(Rules.faults(manifests)).isEmpty();
    assertThat(
            Manifests.matches(
                monitor.path("selector").path("matchLabels"),
                service.path("metadata").path("labels")))
        .isTrue();
    assertThat(service.path("spec").path("ports").findValuesAsText("name"))
        .containsAll(monitor.path("endpoints").findValuesAsText("port"));
    assertThat(manifests.selected(service.path("spec").path("selector")).map(Workload::name))
        .contains("gateway", "fetcher");
    assertThat(service.at("/metadata/labels").path(monitor.path("jobLabel").asText()).asText())
        .as("the job that the alerts name")
        .isEqualTo("pokebatch");
    assertThat(dashboard.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
    assertThat(
            new JsonObject(Objects.requireNonNull(Manifests.data(dashboard).get("pokebatch.json")))
                .getString("title"))
        .isEqualTo("Pokébatch");
  }
}
