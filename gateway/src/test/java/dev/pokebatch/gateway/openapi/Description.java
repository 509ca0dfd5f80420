package dev.pokebatch.gateway.openapi;

import dev.pokebatch.gateway.testing.Client;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The description that a gateway serves. */
public final class Description {

  private final JsonObject document;
  private final Schemas schemas;

  private Description(JsonObject document) {
    this.document = document;
    this.schemas = new Schemas(document);
  }

  /** Asks the gateway for it. */
  public static Description of(Client gateway) {
    var request = gateway.request("GET", "/openapi.json", Map.of(), new byte[0]);
    return new Description(new JsonObject(gateway.send(request, BodyHandlers.ofString()).body()));
  }

  /** All of it. */
  public JsonObject document() {
    return document;
  }

  /** Holds values against its schemas. */
  public Schemas schemas() {
    return schemas;
  }

  /** A schema that it names. */
  public static JsonObject named(String schema) {
    return new JsonObject().put("$ref", "#/components/schemas/" + schema);
  }

  /** Every operation that it describes. */
  public List<Operation> operations() {
    return document.getJsonObject("paths").stream()
        .flatMap(path -> Operation.all(this, path.getKey(), (JsonObject) path.getValue()))
        .toList();
  }

  /**
   * The operation that a request is for, if it is described: of several whose path fits, the one
   * with the fewest parameters in it.
   *
   * @param target a path, and a query if there is one
   */
  public Optional<Operation> operation(String method, String target) {
    return operations().stream()
        .filter(operation -> operation.method().equals(method) && operation.matches(target))
        .min(
            Comparator.comparingLong(
                operation -> operation.path().chars().filter(c -> c == '{').count()));
  }

  /** What is meant by an object that may only refer to another one of this document. */
  JsonObject resolve(JsonObject object) {
    var reference = object.getString("$ref");
    return reference == null
        ? object
        : (JsonObject) JsonPointer.from(reference.substring(1)).queryJson(document);
  }
}
