package dev.pokebatch.gateway.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a description says of one method of one path.
 *
 * @param description where it stands
 * @param method in capitals
 * @param path as it is described: {@code /problems/{slug}}
 * @param pathItem what it says of every method of the path
 */
public record Operation(Description description, String method, String path, JsonObject pathItem) {

  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  /** Where a path has {@code QUERY}, which OpenAPI 3.1 does not know. */
  private static final String QUERY = "x-query";

  static Stream<Operation> all(Description description, String path, JsonObject item) {
    return item.fieldNames().stream()
        .filter(name -> METHODS.contains(name) || name.equals(QUERY))
        .map(name -> name.replace("x-", "").toUpperCase(Locale.ROOT))
        .map(method -> new Operation(description, method, path, item));
  }

  /** Whether a path, which may have a query, is one of those that are described. */
  boolean matches(String target) {
    var pattern = Pattern.compile(path.replaceAll("\\{[a-z]+}", "[^/]+"));
    return pattern.matcher(URI.create(target).getRawPath()).matches();
  }

  /** Its parameters, and those of every method of the path. */
  List<JsonObject> parameters() {
    return Stream.of(pathItem, own())
        .flatMap(of -> of.getJsonArray("parameters", new JsonArray()).stream())
        .map(parameter -> description.resolve((JsonObject) parameter))
        .toList();
  }

  /** Its parameter of a name. */
  public JsonObject parameter(String name) {
    return parameters().stream()
        .filter(parameter -> parameter.getString("name").equals(name))
        .findAny()
        .orElseThrow(() -> new AssertionError(this + " has no parameter " + name));
  }

  /** By media type: what may be sent; empty where nothing may. */
  public JsonObject requestContent() {
    return own()
        .getJsonObject("requestBody", new JsonObject())
        .getJsonObject("content", new JsonObject());
  }

  /** By status: what may come back. */
  JsonObject responses() {
    var resolved = new JsonObject();
    own()
        .getJsonObject("responses")
        .forEach(r -> resolved.put(r.getKey(), description.resolve((JsonObject) r.getValue())));
    return resolved;
  }

  /** The names of the headers that each answer may have. */
  public List<Set<String>> responseHeaders() {
    return responses().stream()
        .map(response -> ((JsonObject) response.getValue()).getJsonObject("headers"))
        .filter(Objects::nonNull)
        .map(JsonObject::fieldNames)
        .toList();
  }

  /** The status that it has where all goes well: the first that is described. */
  String success() {
    return responses().fieldNames().iterator().next();
  }

  /** By media type: what may come back with that status; empty where that has no body. */
  JsonObject responseContent(String status) {
    return responses()
        .getJsonObject(status, new JsonObject())
        .getJsonObject("content", new JsonObject());
  }

  /** What is wrong with the answers that it shows; empty where they are as it says. */
  public List<String> shownFaults() {
    return responses().fieldNames().stream()
        .flatMap(status -> responseContent(status).stream())
        .flatMap(content -> shownFaults((JsonObject) content.getValue()))
        .toList();
  }

  private Stream<String> shownFaults(JsonObject content) {
    var schema = content.getJsonObject("schema");
    return content.getJsonObject("examples", new JsonObject()).stream()
        .map(example -> ((JsonObject) example.getValue()).getValue("value"))
        .flatMap(value -> description.schemas().faults(schema, value).stream());
  }

  /** What is wrong with a body of that media type; empty where it is as it is described. */
  public List<String> bodyFaults(String type, String body) {
    var schema = requestContent().getJsonObject(type).getJsonObject("schema");
    return AnswerCheck.values(type, body)
        .flatMap(value -> description.schemas().faults(schema, value).stream())
        .toList();
  }

  /**
   * The alternatives of what a request needs: the scopes of an API key, or {@code anonymous} for no
   * key; empty where nothing is ever needed.
   */
  public List<Set<String>> scopes() {
    return own().getJsonArray("security").stream()
        .map(JsonObject.class::cast)
        .map(
            alternative ->
                alternative.getJsonArray("apiKey", new JsonArray(List.of("anonymous"))).stream()
                    .map(String.class::cast)
                    .collect(Collectors.toSet()))
        .toList();
  }

  private JsonObject own() {
    return pathItem.getJsonObject(method.equals("QUERY") ? QUERY : method.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
