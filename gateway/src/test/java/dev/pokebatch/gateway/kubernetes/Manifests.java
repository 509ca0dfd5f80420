package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The objects of one rendered kustomization.
 *
 * @param objects as they would be applied
 */
record Manifests(List<ObjectNode> objects) {

  private static final YAMLMapper YAML = YAMLMapper.builder().build();

  static Manifests parse(String yaml) {
    try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
      return new Manifests(documents.readAll());
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  /** A copy that may be changed. */
  Manifests copy() {
    return new Manifests(
        objects.stream()
            .map(ObjectNode::deepCopy)
            .collect(Collectors.toCollection(ArrayList::new)));
  }

  Stream<ObjectNode> kind(String... kinds) {
    var wanted = List.of(kinds);
    return objects.stream().filter(object -> wanted.contains(object.path("kind").asText()));
  }

  Optional<ObjectNode> find(String kind, String name) {
    return kind(kind).filter(object -> name(object).equals(name)).findFirst();
  }

  /** One that must be there; of a generated one, the name without the hash. */
  ObjectNode get(String kind, String name) {
    return kind(kind)
        .filter(object -> name(object).matches(name + "(-[a-z0-9]{10})?"))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind + " " + name));
  }

  Stream<Workload> workloads() {
    return kind("Deployment", "StatefulSet").map(object -> new Workload(object, this));
  }

  /** A workload of the program itself, which must be there. */
  Workload workload(String name) {
    return workloads().filter(w -> w.name().equals(name)).findFirst().orElseThrow();
  }

  /** Those whose pods have all of these labels; an empty selector is every pod. */
  Stream<Workload> selected(JsonNode matchLabels) {
    return workloads().filter(workload -> matches(matchLabels, workload.podLabels()));
  }

  static boolean matches(JsonNode matchLabels, JsonNode labels) {
    return entries(matchLabels).allMatch(l -> labels.path(l.getKey()).equals(l.getValue()));
  }

  /** The text of a ConfigMap or Secret, by key. */
  static Map<String, String> data(ObjectNode object) {
    var secret = object.path("kind").asText().equals("Secret");
    return entries(object.path("data"))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> secret ? decoded(entry.getValue()) : entry.getValue().asText()));
  }

  private static String decoded(JsonNode value) {
    var bytes = Base64.getMimeDecoder().decode(value.asText());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asText();
  }

  /** Kind and name, for a message. */
  static String title(JsonNode object) {
    return object.path("kind").asText() + " " + name(object);
  }

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static Stream<Map.Entry<String, JsonNode>> entries(JsonNode object) {
    return object.properties().stream();
  }
}
