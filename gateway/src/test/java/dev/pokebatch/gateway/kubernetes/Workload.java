package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A Deployment or a StatefulSet.
 *
 * @param object as it would be applied
 * @param manifests it is one of
 */
record Workload(ObjectNode object, Manifests manifests) {

  /** What runs the program. */
  static final List<String> OURS = List.of("gateway", "fetcher");

  String name() {
    return Manifests.name(object);
  }

  String title() {
    return Manifests.title(object);
  }

  boolean ours() {
    return OURS.contains(name());
  }

  boolean isStatefulSet() {
    return object.path("kind").asText().equals("StatefulSet");
  }

  JsonNode spec() {
    return object.path("spec");
  }

  JsonNode podLabels() {
    return spec().path("template").path("metadata").path("labels");
  }

  JsonNode pod() {
    return spec().path("template").path("spec");
  }

  /** Each has one. */
  JsonNode container() {
    return pod().path("containers").path(0);
  }

  Stream<JsonNode> ports() {
    return elements(container().path("ports"));
  }

  /** The number of a named port, or -1. */
  int port(String name) {
    return ports()
        .filter(port -> port.path("name").asText().equals(name))
        .mapToInt(port -> port.path("containerPort").asInt())
        .findFirst()
        .orElse(-1);
  }

  /** Whether a port of that name or number is there. */
  boolean listens(JsonNode port) {
    return port.isTextual()
        ? port(port.asText()) > 0
        : ports().anyMatch(there -> there.path("containerPort").asInt() == port.asInt());
  }

  /** How many pods there are at least. */
  int replicas() {
    return manifests
        .kind("HorizontalPodAutoscaler")
        .filter(hpa -> hpa.path("spec").path("scaleTargetRef").path("name").asText().equals(name()))
        .mapToInt(hpa -> hpa.path("spec").path("minReplicas").asInt(1))
        .findFirst()
        .orElse(spec().path("replicas").asInt(1));
  }

  /** The environment of its container, references resolved; those that lead nowhere left out. */
  Map<String, String> environment() {
    var environment = new TreeMap<String, String>();
    elements(container().path("envFrom")).forEach(from -> addAll(from, environment));
    elements(container().path("env")).forEach(variable -> add(variable, environment));
    return environment;
  }

  private void addAll(JsonNode from, Map<String, String> into) {
    var map = from.path("configMapRef").path("name").asText();
    var secret = from.path("secretRef").path("name").asText();
    manifests.find("ConfigMap", map).ifPresent(found -> into.putAll(Manifests.data(found)));
    manifests.find("Secret", secret).ifPresent(found -> into.putAll(Manifests.data(found)));
  }

  private void add(JsonNode variable, Map<String, String> into) {
    var key = variable.path("valueFrom").path("secretKeyRef");
    var value =
        manifests
            .find("Secret", key.path("name").asText())
            .map(secret -> Manifests.data(secret).get(key.path("key").asText()))
            .orElse(variable.path("value").asText());
    into.put(variable.path("name").asText(), value);
  }
}
