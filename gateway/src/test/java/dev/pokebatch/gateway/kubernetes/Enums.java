package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Texts of which the API server takes certain ones only; its published description does not list
 * them for every member. A member that looks like such a text and is not known here is a fault too.
 */
final class Enums {

  private static final Pattern LOOKS_LIKE_ONE =
      Pattern.compile(
          "(type|protocol|operator|effect|when[A-Z]\\w*|\\w+Policy|\\w+Type|accessModes|policyTypes)");

  private static final Map<String, Set<String>> VALUES =
      Map.ofEntries(
          Map.entry("Secret/type", Set.of("Opaque")),
          Map.entry("strategy/type", Set.of("RollingUpdate", "Recreate")),
          Map.entry("updateStrategy/type", Set.of("RollingUpdate", "OnDelete")),
          Map.entry("seccompProfile/type", Set.of("RuntimeDefault", "Localhost", "Unconfined")),
          Map.entry("metrics/type", Set.of("Resource", "Pods", "Object", "External")),
          Map.entry("target/type", Set.of("Utilization", "Value", "AverageValue")),
          Map.entry("policies/type", Set.of("Pods", "Percent")),
          Map.entry("operator", Set.of("Exists", "Equal")),
          Map.entry("effect", Set.of("NoSchedule", "PreferNoSchedule", "NoExecute")),
          Map.entry("protocol", Set.of("TCP", "UDP", "SCTP")),
          Map.entry("whenUnsatisfiable", Set.of("DoNotSchedule", "ScheduleAnyway")),
          Map.entry("nodeTaintsPolicy", Set.of("Honor", "Ignore")),
          Map.entry("whenScaled", Set.of("Retain", "Delete")),
          Map.entry("whenDeleted", Set.of("Retain", "Delete")),
          Map.entry("podManagementPolicy", Set.of("OrderedReady", "Parallel")),
          Map.entry("fsGroupChangePolicy", Set.of("OnRootMismatch", "Always")),
          Map.entry("unhealthyPodEvictionPolicy", Set.of("AlwaysAllow", "IfHealthyBudget")),
          Map.entry("terminationMessagePolicy", Set.of("File", "FallbackToLogsOnError")),
          Map.entry("imagePullPolicy", Set.of("Always", "IfNotPresent", "Never")),
          Map.entry("restartPolicy", Set.of("Always")),
          Map.entry("pathType", Set.of("Exact", "Prefix", "ImplementationSpecific")),
          Map.entry("policyTypes", Set.of("Ingress", "Egress")),
          Map.entry(
              "accessModes",
              Set.of("ReadWriteOnce", "ReadWriteOncePod", "ReadWriteMany", "ReadOnlyMany")));

  private Enums() {}

  static Stream<String> faults(JsonNode object) {
    return CustomResources.describes(object)
        ? Stream.of()
        : walk(object.path("kind").asText(), "", object);
  }

  private static Stream<String> walk(String parent, String member, JsonNode value) {
    if (value.isObject()) {
      var here = member.isEmpty() ? parent : member;
      return Manifests.entries(value)
          .filter(entry -> !entry.getKey().matches("data|labels|annotations|matchLabels"))
          .flatMap(entry -> walk(here, entry.getKey(), entry.getValue()));
    }
    if (value.isArray()) {
      return Manifests.elements(value).flatMap(element -> walk(parent, member, element));
    }
    var known = VALUES.getOrDefault(parent + "/" + member, VALUES.get(member));
    if (known == null) {
      return value.isTextual() && LOOKS_LIKE_ONE.matcher(member).matches()
          ? Stream.of(parent + "/" + member + " has values that are not known here")
          : Stream.of();
    }
    return known.contains(value.asText())
        ? Stream.of()
        : Stream.of(member + " is " + value + ", not one of " + known);
  }
}
