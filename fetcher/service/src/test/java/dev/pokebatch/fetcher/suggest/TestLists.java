package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Lists and species in the upstream's format. */
final class TestLists {

  /** Projects to the whole document. */
  static final Projector WHOLE =
      (body, view) ->
          Future.succeededFuture(
              new ProjectedDocument(view, Buffer.buffer(body.bytes()), List.of()));

  private TestLists() {}

  /** A list of names, whose ids are 1, 2 and so on. */
  static Document list(String... names) {
    var results = new JsonArray();
    for (var name : names) {
      var id = results.size() + 1;
      results.add(
          new JsonObject().put("name", name).put("url", "https://pokeapi.co/api/v2/x/" + id + "/"));
    }
    return document(new JsonObject().put("count", names.length).put("results", results));
  }

  /** A species of two varieties, of which the second one is the default. */
  static Document species(String other, String byDefault) {
    return document(
        new JsonObject()
            .put(
                "varieties",
                new JsonArray().add(variety(other, false)).add(variety(byDefault, true))));
  }

  /** A species of that name, of one variety with the same name, with names in other languages. */
  static JsonObject named(String name, String... localized) {
    var names = new JsonArray();
    for (var other : localized) {
      names.add(new JsonObject().put("name", other));
    }
    return new JsonObject()
        .put("name", name)
        .put("names", names)
        .put("varieties", new JsonArray().add(variety(name, true)));
  }

  static Document document(JsonObject json) {
    var body = new EncodedJson(json.toBuffer().getBytes(), false);
    var cached = new CachedDocument(body, Lifetime.unspecified(0), null);
    return new Document(cached, null, CacheStatus.MISS, Effort.NONE, null);
  }

  private static JsonObject variety(String name, boolean byDefault) {
    return new JsonObject()
        .put("is_default", byDefault)
        .put("pokemon", new JsonObject().put("name", name));
  }
}
