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
          new Rule("scale up", AvailabilityRules::scaleUp),
          new Rule("scale down", AvailabilityRules::scaleDown),
          new Rule("spread", AvailabilityRules::spread),
          new Rule("bound to a zone", AvailabilityRules::bound));

  /** CPU of a process that has just started: the JVM compiles, and that is no load to scale for. */
  private static final double WARM_UP_CORES = 0.3;

  /**
   * Documents are fresh for a day; a fetcher that is taken away for a short lull costs its share.
   */
  private static final int FETCHER_WINDOW_S = 1_800;

  private AvailabilityRules() {}

  /**
   * A new pod is ready before an old one goes; of a StatefulSet, one goes at a time, and a rollback
   * replaces one that never becomes ready, which it does not where pods are managed in their order.
   */
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
                      && workload.spec().path("podManagementPolicy").asText().equals("Parallel")
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

  /** The CPU at which pods are added is more than one takes that has nothing to do. */
  private static Stream<String> scaleUp(Manifests manifests) {
    return manifests
        .kind("HorizontalPodAutoscaler")
        .filter(hpa -> cores(manifests, hpa.path("spec")) < WARM_UP_CORES)
        .map(hpa -> title(hpa) + " adds pods because others start");
  }

  private static double cores(Manifests manifests, JsonNode autoscaler) {
    var requests =
        manifests
            .workload(autoscaler.path("scaleTargetRef").path("name").asText())
            .container()
            .path("resources")
            .path("requests");
    var target = autoscaler.at("/metrics/0/resource/target/averageUtilization").asInt();
    return MemoryRules.amount(requests.path("cpu")).doubleValue() * target / 100;
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

  /**
   * A pod whose volume is in one zone can start there alone: where zones are out of balance, a
   * strict spread would never let it.
   */
  private static Stream<String> bound(Manifests manifests) {
    return manifests
        .workloads()
        .filter(workload -> workload.spec().has("volumeClaimTemplates"))
        .filter(
            workload ->
                elements(workload.pod().path("topologySpreadConstraints"))
                    .anyMatch(
                        one -> one.path("whenUnsatisfiable").asText().equals("DoNotSchedule")))
        .map(workload -> workload.title() + " may have to start where its volume is not");
  }
}
