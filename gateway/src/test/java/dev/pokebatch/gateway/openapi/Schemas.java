package dev.pokebatch.gateway.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds values against schemas of a description, more strictly than it is published: a client has
 * to take a member that is not described, but a test finds it.
 */
public final class Schemas {

  private static final JsonSchemaOptions OPTIONS =
      new JsonSchemaOptions()
          .setBaseUri("urn:description:")
          .setDraft(Draft.DRAFT202012)
          .setOutputFormat(OutputFormat.Basic);

  private final JsonObject components;
  private final Map<JsonObject, Validator> validators = new HashMap<>();

  Schemas(JsonObject document) {
    var schemas = document.getJsonObject("components").getJsonObject("schemas");
    components = new JsonObject().put("schemas", closed(schemas));
  }

  /** What is wrong with a value; empty where it is as the schema says. */
  public List<String> faults(JsonObject schema, @Nullable Object value) {
    var outcome = validators.computeIfAbsent(schema, this::validator).validate(value);
    return outcome.getValid()
        ? List.of()
        : outcome.getErrors().stream()
            .map(e -> e.getInstanceLocation() + ": " + e.getError())
            .toList();
  }

  private Validator validator(JsonObject schema) {
    var whole = schema.copy().put("components", components);
    return Validator.create(JsonSchema.of(whole), OPTIONS);
  }

  private static Object closed(Object value) {
    if (value instanceof JsonArray array) {
      var copy = new JsonArray();
      array.forEach(element -> copy.add(closed(element)));
      return copy;
    }
    if (!(value instanceof JsonObject object)) {
      return value;
    }
    var copy = new JsonObject();
    object.forEach(member -> copy.put(member.getKey(), closed(member.getValue())));
    var open = Boolean.TRUE.equals(copy.getValue("additionalProperties"));
    if ("object".equals(copy.getValue("type")) && copy.containsKey("properties") && !open) {
      copy.put("additionalProperties", false);
    }
    return copy;
  }
}
