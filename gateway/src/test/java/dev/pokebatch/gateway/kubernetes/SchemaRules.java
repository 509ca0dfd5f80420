package dev.pokebatch.gateway.kubernetes;

import static dev.pokebatch.gateway.kubernetes.Manifests.title;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import io.kubernetes.client.custom.QuantityFormatException;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Each object is one that the API server knows, in a version that it serves. */
final class SchemaRules {

  static final List<Rule> ALL =
      List.of(
          of("schema", SchemaRules::schema),
          of("types", SchemaRules::types),
          of("enums", Enums::faults));

  /** The API's texts of bytes and times; no manifest of ours has a time. */
  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(
              byte[].class,
              (JsonDeserializer<byte[]>)
                  (base64, type, context) -> Base64.getMimeDecoder().decode(base64.getAsString()))
          .registerTypeAdapter(
              byte[].class,
              (JsonSerializer<byte[]>)
                  (bytes, type, context) ->
                      new JsonPrimitive(Base64.getEncoder().encodeToString(bytes)))
          .registerTypeAdapter(
              OffsetDateTime.class,
              (JsonDeserializer<OffsetDateTime>)
                  (text, type, context) -> OffsetDateTime.parse(text.getAsString()))
          .create();

  private SchemaRules() {}

  private static Rule of(String name, Function<ObjectNode, Stream<String>> check) {
    return new Rule(
        name,
        manifests ->
            manifests.objects().stream()
                .flatMap(object -> check.apply(object).map(fault -> title(object) + ": " + fault)));
  }

  /** Unknown and missing members, by the API's own description. */
  private static Stream<String> schema(ObjectNode object) {
    if (CustomResources.describes(object)) {
      return CustomResources.faults(object);
    }
    var model = ApiModel.of(object);
    if (model == null) {
      return Stream.of("there is no " + ApiModel.version(object));
    }
    try {
      model.validator().validate(JsonParser.parseString(object.toString()));
      return Stream.of();
    } catch (IOException | IllegalArgumentException refused) {
      return Stream.of(String.valueOf(refused.getMessage()));
    }
  }

  /** Texts for numbers, numbers for texts, quantities that are none: read and written again. */
  private static Stream<String> types(ObjectNode object) {
    var model = ApiModel.of(object);
    if (model == null) {
      return Stream.of();
    }
    var before = JsonParser.parseString(object.toString());
    try {
      return Differences.of("", before, GSON.toJsonTree(GSON.fromJson(before, model.type())));
    } catch (JsonParseException | IllegalArgumentException | QuantityFormatException refused) {
      return Stream.of(String.valueOf(refused.getMessage()));
    }
  }
}
