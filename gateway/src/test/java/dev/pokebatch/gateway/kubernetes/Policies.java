package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Decides as a cluster's network does what the policies let through.
 *
 * @param manifests with the policies
 */
record Policies(Manifests manifests) {

  boolean admits(Workload pod, Peer from, String protocol, int port) {
    return allows(pod, "Ingress", "from", from, protocol, port);
  }

  boolean lets(Workload pod, Peer to, String protocol, int port) {
    return allows(pod, "Egress", "to", to, protocol, port);
  }

  private boolean allows(
      Workload pod, String type, String peers, Peer peer, String protocol, int port) {
    var selecting = selecting(pod, type);
    return selecting.isEmpty() // nothing isolates it
        || selecting.stream()
            .flatMap(spec -> elements(spec.path(peers.equals("from") ? "ingress" : "egress")))
            .anyMatch(rule -> meets(rule, peers, peer) && opens(rule, pod, protocol, port));
  }

  private List<JsonNode> selecting(Workload pod, String type) {
    return manifests
        .kind("NetworkPolicy")
        .map(policy -> policy.path("spec"))
        .filter(
            spec ->
                Manifests.matches(spec.path("podSelector").path("matchLabels"), pod.podLabels()))
        .filter(spec -> elements(spec.path("policyTypes")).anyMatch(t -> t.asText().equals(type)))
        .toList();
  }

  private static boolean meets(JsonNode rule, String peers, Peer peer) {
    return !rule.has(peers) || elements(rule.path(peers)).anyMatch(peer::isMeantBy);
  }

  private static boolean opens(JsonNode rule, Workload pod, String protocol, int port) {
    return !rule.has("ports")
        || elements(rule.path("ports"))
            .anyMatch(
                open ->
                    open.path("protocol").asText("TCP").equals(protocol)
                        && (open.path("port").isTextual()
                                ? pod.port(open.path("port").asText())
                                : open.path("port").asInt())
                            == port);
  }
}
