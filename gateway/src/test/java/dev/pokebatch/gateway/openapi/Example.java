package dev.pokebatch.gateway.openapi;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request that a description shows: the examples of one name, of the body and of the parameters.
 *
 * @param operation what it is for
 * @param name the examples' name; empty for an operation that needs none
 * @param accept the media type in which it is to be answered
 */
public record Example(Operation operation, String name, String accept) {

  /** All examples of an operation, each once for every media type that it is to be answered in. */
  public static Stream<Example> of(Operation operation) {
    return names(operation).stream()
        .flatMap(
            name ->
                types(operation, name).stream().map(type -> new Example(operation, name, type)));
  }

  private static Set<String> names(Operation operation) {
    var names = new LinkedHashSet<String>();
    operation
        .requestContent()
        .forEach(content -> names.addAll(examples(content.getValue()).fieldNames()));
    operation.parameters().forEach(parameter -> names.addAll(examples(parameter).fieldNames()));
    names.removeIf(name -> !isWhole(operation, name));
    return names.isEmpty() ? Set.of("") : names;
  }

  /** Whether it has what a request must have: several operations share a parameter's examples. */
  private static boolean isWhole(Operation operation, String name) {
    return (operation.requestContent().isEmpty() || body(operation, name) != null)
        && operation.parameters().stream()
            .filter(parameter -> parameter.getString("in").equals("path"))
            .allMatch(parameter -> examples(parameter).containsKey(name));
  }

  /**
   * The one that it names, or all but CSV, which not every batch can be told in; any where nothing
   * is told.
   */
  private static List<String> types(Operation operation, String name) {
    var body = body(operation, name);
    if (body != null && body.example.containsKey("x-accept")) {
      return List.of(body.example.getString("x-accept"));
    }
    var content = operation.responseContent(operation.success());
    return content.isEmpty()
        ? List.of("*/*")
        : content.fieldNames().stream().filter(type -> !type.equals("text/csv")).toList();
  }

  /** The status that it is to be answered with. */
  public int status() {
    var body = body(operation, name);
    var usual = Integer.parseInt(operation.success());
    return body == null ? usual : body.example.getInteger("x-status", usual);
  }

  /** The path, and the query if there is one. */
  public String target() {
    var path = operation.path();
    for (var segment : values("path").entrySet()) {
      path = path.replace("{" + segment.getKey() + "}", segment.getValue());
    }
    var query =
        values("query").entrySet().stream()
            .map(p -> p.getKey() + "=" + URLEncoder.encode(p.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /** The headers, those that go with the body included. */
  public Map<String, String> headers() {
    var headers = new HashMap<>(values("header"));
    headers.put("Accept", accept);
    var body = body(operation, name);
    if (body != null) {
      headers.put("Content-Type", body.type);
    }
    return headers;
  }

  /** The body as it is sent; empty where there is none. */
  public byte[] bytes() {
    var body = body(operation, name);
    if (body == null) {
      return new byte[0];
    }
    var value = body.example.getValue("value");
    var text = value instanceof String lines ? lines : Json.encode(value);
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What is wrong with the example itself: it is to be as the description says. */
  public List<String> faults() {
    var schemas = operation.description().schemas();
    var found =
        operation.parameters().stream()
            .filter(parameter -> examples(parameter).containsKey(name))
            .flatMap(p -> schemas.faults(p.getJsonObject("schema"), value(p)).stream());
    var body = body(operation, name);
    if (body == null) {
      return found.toList();
    }
    var text = new String(bytes(), StandardCharsets.UTF_8);
    return Stream.concat(found, operation.bodyFaults(body.type, text).stream()).toList();
  }

  private Map<String, String> values(String in) {
    return operation.parameters().stream()
        .filter(p -> p.getString("in").equals(in) && examples(p).containsKey(name))
        .collect(Collectors.toMap(p -> p.getString("name"), p -> text(value(p))));
  }

  private Object value(JsonObject parameter) {
    return examples(parameter).getJsonObject(name).getValue("value");
  }

  private static String text(Object value) {
    return value instanceof JsonArray array
        ? array.stream().map(String::valueOf).collect(Collectors.joining(","))
        : String.valueOf(value);
  }

  private static JsonObject examples(Object of) {
    return ((JsonObject) of).getJsonObject("examples", new JsonObject());
  }

  private static @Nullable Body body(Operation operation, String name) {
    return operation.requestContent().stream()
        .filter(content -> examples(content.getValue()).containsKey(name))
        .map(c -> new Body(c.getKey(), examples(c.getValue()).getJsonObject(name)))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String toString() {
    return (operation + " " + name).strip() + " as " + accept;
  }

  private record Body(String type, JsonObject example) {}
}
