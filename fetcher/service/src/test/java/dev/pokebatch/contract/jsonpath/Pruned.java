package dev.pokebatch.contract.jsonpath;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.projection.DocumentProjector;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Prunes documents as a fetcher does, for tests. */
final class Pruned {

  private Pruned() {}

  static @Nullable Object document(@Nullable Object document, Pruning pruning) {
    return document(document, Projection.of(pruning));
  }

  static @Nullable Object document(@Nullable Object document, Projection projection) {
    var text = Json.encode(document).getBytes(StandardCharsets.UTF_8);
    var projector = new DocumentProjector(1 << 20, link -> Optional.empty());
    try {
      var projected =
          projector.project(
              new EncodedJson(text, false), new DocumentView(projection, LinkPaths.NONE));
      return Json.decodeValue(projected.bytes());
    } catch (InvalidDocumentException e) {
      throw new AssertionError(e);
    }
  }

  /** Returns what a caller uses of a node: a plain value, or the kind and the members a and b. */
  static Object used(@Nullable Object node) {
    if (node instanceof JsonObject object) {
      return Arrays.asList("object", object.getValue("a"), object.getValue("b"));
    }
    return node instanceof JsonArray ? "array" : String.valueOf(node);
  }
}
