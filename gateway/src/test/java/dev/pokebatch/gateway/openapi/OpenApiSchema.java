package dev.pokebatch.gateway.openapi;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;

/** The schema of OpenAPI 3.1 documents, with that of the schemas in them, as Vert.x ships it. */
public final class OpenApiSchema {

  private static final String HOST = "spec.openapis.org/oas/3.1/";
  private static final String WHOLE = "schema-base/2022-10-07";
  private static final List<String> PARTS =
      List.of(WHOLE, "schema/2022-10-07", "dialect/base", "meta/base");

  private OpenApiSchema() {}

  /** What keeps a document from being one of OpenAPI 3.1; empty where nothing does. */
  public static List<String> faults(Vertx vertx, JsonObject document) {
    var files = vertx.fileSystem();
    var options =
        new JsonSchemaOptions()
            .setBaseUri("https://" + HOST)
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);
    var schemas = SchemaRepository.create(options).preloadMetaSchema(files);
    for (var part : PARTS) {
      var schema = files.readFileBlocking(HOST + part).toJsonObject();
      schemas.dereference("https://" + HOST + part, JsonSchema.of(schema));
    }
    var found = new ArrayList<>(faults(schemas.validator("https://" + HOST + WHOLE), document));
    // The validator does not look into the schemas of the document by itself.
    var ofSchemas = schemas.validator("https://json-schema.org/draft/2020-12/schema");
    document
        .getJsonObject("components")
        .getJsonObject("schemas")
        .forEach(schema -> found.addAll(faults(ofSchemas, schema.getValue())));
    return found;
  }

  private static List<String> faults(Validator validator, Object value) {
    var outcome = validator.validate(value);
    return outcome.getValid()
        ? List.of()
        : outcome.getErrors().stream()
            .map(e -> e.getInstanceLocation() + ": " + e.getError())
            .toList();
  }
}
