package dev.pokebatch.gateway.openapi;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Holds answers against what a description says of the operation. */
public final class AnswerCheck {

  /** Headers that need no description: HTTP's own, and of its connections. */
  private static final Set<String> OF_HTTP =
      Set.of(
          "accept-query",
          "content-type",
          "content-length",
          "transfer-encoding",
          "connection",
          "trailer",
          "vary");

  private AnswerCheck() {}

  /** What is not as it is described: status, headers, media type, body. */
  public static List<String> faults(Operation operation, HttpResponse<String> answer) {
    var status = String.valueOf(answer.statusCode());
    var described = operation.responses().getJsonObject(status);
    if (described == null) {
      return List.of("status " + status + " is not described: " + answer.body());
    }
    var found = new ArrayList<String>(headers(operation.description(), described, answer));
    var content = operation.responseContent(status);
    var type = type(answer);
    if (content.isEmpty() && answer.body().isEmpty()) {
      return found;
    }
    if (!content.containsKey(type)) {
      found.add("media type '" + type + "' is not described for status " + status);
      return found;
    }
    var schema = content.getJsonObject(type).getJsonObject("schema");
    values(type, answer.body())
        .flatMap(value -> operation.description().schemas().faults(schema, value).stream())
        .forEach(found::add);
    return found;
  }

  private static List<String> headers(
      Description description, JsonObject described, HttpResponse<String> answer) {
    var found = new ArrayList<String>();
    var headers = described.getJsonObject("headers", new JsonObject());
    headers.forEach(
        header -> {
          var required =
              description.resolve((JsonObject) header.getValue()).getBoolean("required", false);
          if (required && answer.headers().firstValue(header.getKey()).isEmpty()) {
            found.add("header " + header.getKey() + " is not there");
          }
        });
    var known = headers.stream().map(h -> h.getKey().toLowerCase(Locale.ROOT)).toList();
    answer.headers().map().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> !known.contains(name) && !OF_HTTP.contains(name))
        .forEach(name -> found.add("header " + name + " is not described"));
    return found;
  }

  /** What there is to hold against a schema: the whole, each line, or the data of each event. */
  static Stream<Object> values(String type, String body) {
    return switch (type) {
      case "application/json", "application/problem+json" -> Stream.of(Json.decodeValue(body));
      case "application/x-ndjson" -> body.lines().map(Json::decodeValue);
      case "text/event-stream" ->
          body.lines()
              .filter(line -> line.startsWith("data: "))
              .map(line -> Json.decodeValue(line.substring("data: ".length())));
      default -> Stream.of(body);
    };
  }

  private static String type(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
  }
}
