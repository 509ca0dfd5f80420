package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Objects that are no part of Kubernetes' own description: those of the Gateway API and of the
 * Prometheus Operator. Ours describe what we use of them, and nothing else.
 */
final class CustomResources {

  /** By the beginning of {@code apiVersion}. */
  private static final Map<String, Validator> VALIDATORS =
      Map.of(
          "gateway.networking.k8s.io/", validator("gateway-api.json"),
          "monitoring.coreos.com/", validator("prometheus-operator.json"));

  private CustomResources() {}

  private static Validator validator(String file) {
    try {
      var schema = Files.readString(Path.of("src/test/resources/kubernetes").resolve(file));
      return Validator.create(
          JsonSchema.of(new JsonObject(schema)),
          new JsonSchemaOptions()
              .setBaseUri("http://localhost/")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static boolean describes(JsonNode object) {
    return validators(object).findAny().isPresent();
  }

  private static Stream<Validator> validators(JsonNode object) {
    var version = object.path("apiVersion").asText();
    return VALIDATORS.entrySet().stream()
        .filter(entry -> version.startsWith(entry.getKey()))
        .map(Map.Entry::getValue);
  }

  static Stream<String> faults(JsonNode object) {
    return validators(object).flatMap(validator -> faults(validator, object));
  }

  private static Stream<String> faults(Validator validator, JsonNode object) {
    var result = validator.validate(new JsonObject(object.toString()));
    return Boolean.TRUE.equals(result.getValid())
        ? Stream.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError());
  }
}
