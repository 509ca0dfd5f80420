package dev.pokebatch.gateway.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every overlay renders, the API server would take it, and its parts fit. */
class ManifestsTest {

  static Stream<String> variants() {
    return Kustomize.variants();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void everyRuleHolds(String variant) {
    assertThat(Rules.faults(Kustomize.render(variant))).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void whatTheReadmePromisesIsThere(String variant) {
    var manifests = Kustomize.render(variant);

    assertThat(manifests.workload("gateway").replicas()).isGreaterThanOrEqualTo(2);
    assertThat(manifests.workload("fetcher").replicas()).isGreaterThanOrEqualTo(3);
    assertThat(manifests.workload("fetcher").isStatefulSet()).isEqualTo(!variant.contains("+"));
    for (var kind : List.of("PodDisruptionBudget", "NetworkPolicy", "ServiceAccount")) {
      assertThat(manifests.kind(kind)).as(kind).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/production", "overlays/production-gateway-api"})
  void inProductionOnlyTheAutoscalersChooseTheNumbersOfPods(String variant) {
    var production = Kustomize.render(variant);

    assertThat(production.kind("HorizontalPodAutoscaler")).hasSize(2);
    for (var name : List.of("gateway", "fetcher")) {
      assertThat(production.workload(name).spec().has("replicas")).as(name).isFalse();
    }
  }

  @Test
  void theBaseHasTwoGatewaysAndThreeFetchersFromTheFirstSecond() {
    var base = Kustomize.render("base");

    assertThat(base.kind("HorizontalPodAutoscaler")).hasSize(2);
    assertThat(base.workload("gateway").spec().path("replicas").asInt()).isEqualTo(2);
    assertThat(base.workload("fetcher").spec().path("replicas").asInt()).isEqualTo(3);
  }
}
