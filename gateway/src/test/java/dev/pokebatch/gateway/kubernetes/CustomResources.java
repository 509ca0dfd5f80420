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
import java.util.stream.Stream;

/**
 * Objects of the Gateway API, which is no part of Kubernetes' own description. Ours describes what
 * we use of it, and nothing else.
 */
final class CustomResources {

  private static final Validator VALIDATOR = validator();

  private CustomResources() {}

  private static Validator validator() {
    try {
      var file = Path.of("src/test/resources/kubernetes/gateway-api.json");
      return Validator.create(
          JsonSchema.of(new JsonObject(Files.readString(file))),
          new JsonSchemaOptions()
              .setBaseUri("http://localhost/")
              .setDraft(Draft.DRAFT202012)
              .setOutputFormat(OutputFormat.Basic));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static boolean describes(JsonNode object) {
    return object.path("apiVersion").asText().startsWith("gateway.networking.k8s.io/");
  }

  static Stream<String> faults(JsonNode object) {
    var result = VALIDATOR.validate(new JsonObject(object.toString()));
    return Boolean.TRUE.equals(result.getValid())
        ? Stream.of()
        : result.getErrors().stream()
            .map(error -> error.getInstanceLocation() + ": " + error.getError());
  }
}
