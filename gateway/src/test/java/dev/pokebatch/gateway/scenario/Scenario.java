package dev.pokebatch.gateway.scenario;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a client sends and what it gets, with an upstream that does as the script says; one file of
 * {@code src/test/resources/scenarios} each. In a path, <code>{transport}</code> stands for the one
 * that it is played through.
 *
 * @param name the file's name
 * @param content the file
 */
record Scenario(String name, JsonObject content) {

  private static final Path RESOURCES = Path.of("src", "test", "resources");
  private static final Path FOLDER = RESOURCES.resolve("scenarios");

  /** All of them, by name. */
  static List<Scenario> all() {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(f -> f.toString().endsWith(".json"))
          .sorted()
          .map(Scenario::read)
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What the upstream does before the first of them. */
  static JsonObject warmUp() {
    return read(RESOURCES.resolve("warm-up.json")).script();
  }

  private static Scenario read(Path file) {
    try {
      return new Scenario(
          file.getFileName().toString().replace(".json", ""),
          new JsonObject(Files.readString(file)));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What the upstream does. */
  JsonObject script() {
    return content.getJsonObject("upstream", new JsonObject());
  }

  String method() {
    return request().getString("method", "POST");
  }

  String path(String transport) {
    return request().getString("path", "/v1/batches").replace("{transport}", transport);
  }

  Map<String, String> headers() {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    if (request().containsKey("body")) {
      headers.put("Content-Type", "application/json");
    }
    request()
        .getJsonObject("headers", new JsonObject())
        .forEach(h -> headers.put(h.getKey(), (String) h.getValue()));
    return headers;
  }

  /** The body as bytes: JSON, with the transport put in where the batch does not name one. */
  byte[] body(String transport) {
    var request = request();
    if (request.containsKey("text")) {
      return request.getString("text").getBytes(StandardCharsets.UTF_8);
    }
    if (!(request.getValue("body") instanceof JsonObject batch)) {
      return new byte[0];
    }
    var sent = batch.copy();
    if (sent.getValue("requests") instanceof JsonArray && !sent.containsKey("transport")) {
      sent.put("transport", transport);
    }
    return sent.toBuffer().getBytes();
  }

  /** What the client gets. */
  JsonObject answer() {
    return content.getJsonObject("answer");
  }

  private JsonObject request() {
    return content.getJsonObject("request");
  }
}
