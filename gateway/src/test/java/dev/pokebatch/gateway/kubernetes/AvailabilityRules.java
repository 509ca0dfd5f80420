package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;
import static dev.pokebatch.gateway.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Upgrades, drains and autoscalers leave enough pods. */
final class AvailabilityRules {

  static final List<Rule> ALL =
      List.of(
          new Rule("rolling upgrade", AvailabilityRules::rolling),
          new Rule("disruption budget", AvailabilityRules::budgets),
          new Rule("autoscaler", AvailabilityRules::autoscalers),
          new Rule("scale down", AvailabilityRules::scaleDown),
          new Rule("spread", AvailabilityRules::spread));

  /**
   * Documents are fresh for a day; a fetcher that is taken away for a short lull costs its share.
   */
  private static final int FETCHER_WINDOW_S = 1_800;

  private AvailabilityRules() {}

  /** A new pod is ready before an old one goes; of a StatefulSet, one goes at a time. */
  private static Stream<String> rolling(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          var deployment = workload.spec().path("strategy");
          var rolling = deployment.path("rollingUpdate");
          return workload.spec().path("minReadySeconds").asInt() > 0
              && workload.spec().path("progressDeadlineSeconds").asInt(600) >= 300
              && (workload.isStatefulSet()
                  ? workload
                          .spec()
                          .path("updateStrategy")
                          .toString()
                          .equals("{\"type\":\"RollingUpdate\"}")
                      && workload.replicas() > 1
                  : rolling.path("maxUnavailable").asInt(1) == 0
                      && rolling.path("maxSurge").asInt() > 0);
        },
        "has fewer pods during an upgrade than before");
  }

  /** A drain may always go on, and always leaves a pod. */
  private static Stream<String> budgets(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          var budgets =
              manifests
                  .kind("PodDisruptionBudget")
                  .map(budget -> budget.path("spec"))
                  .filter(
                      spec ->
                          Manifests.matches(
                              spec.path("selector").path("matchLabels"), workload.podLabels()))
                  .toList();
          return budgets.size() == 1 && leaves(budgets.get(0), workload.replicas());
        },
        "has no disruption budget that lets go of some of its pods and keeps some");
  }

  private static boolean leaves(JsonNode budget, int replicas) {
    if (budget.has("maxUnavailable") == budget.has("minAvailable")) {
      return false;
    }
    var kept =
        budget.has("minAvailable")
            ? budget.path("minAvailable").asInt()
            : replicas - budget.path("maxUnavailable").asInt();
    return kept > 0 && kept < replicas;
  }

  private static Stream<String> autoscalers(Manifests manifests) {
    return manifests
        .kind("HorizontalPodAutoscaler")
        .filter(
            hpa -> {
              var spec = hpa.path("spec");
              var target = spec.path("scaleTargetRef");
              return spec.path("minReplicas").asInt() < 2
                  || spec.path("maxReplicas").asInt() <= spec.path("minReplicas").asInt()
                  || manifests
                      .find(target.path("kind").asText(), target.path("name").asText())
                      .filter(object -> object.path("apiVersion").equals(target.path("apiVersion")))
                      .filter(object -> startsAtMinimum(object.path("spec"), spec))
                      .isEmpty();
            })
        .map(hpa -> title(hpa) + " scales nothing, or what starts with other than its minimum");
  }

  /** Whether a workload states no number of pods, or the least that its autoscaler keeps. */
  private static boolean startsAtMinimum(JsonNode workload, JsonNode autoscaler) {
    return !workload.has("replicas")
        || workload.path("replicas").equals(autoscaler.path("minReplicas"));
  }

  private static Stream<String> scaleDown(Manifests manifests) {
    return manifests
        .kind("HorizontalPodAutoscaler")
        .filter(hpa -> Manifests.name(hpa).equals("fetcher"))
        .filter(
            hpa -> {
              var down = hpa.path("spec").path("behavior").path("scaleDown");
              var window = down.path("stabilizationWindowSeconds").asInt(300);
              return window < FETCHER_WINDOW_S || window > 3_600;
            })
        .map(hpa -> title(hpa) + " throws documents away that will be asked for again");
  }

  private static Stream<String> spread(Manifests manifests) {
    return Rule.each(
        manifests,
        workload -> {
          var constraints = workload.pod().path("topologySpreadConstraints");
          var over =
              elements(constraints)
                  .filter(
                      one ->
                          Manifests.matches(
                              one.path("labelSelector").path("matchLabels"), workload.podLabels()))
                  .filter(one -> !one.path("labelSelector").path("matchLabels").isEmpty())
                  .map(one -> one.path("topologyKey").asText())
                  .collect(Collectors.toSet());
          return over.equals(Set.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"));
        },
        "is not spread over nodes and zones");
  }
}
