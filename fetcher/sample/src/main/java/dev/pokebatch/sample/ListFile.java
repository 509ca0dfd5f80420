package dev.pokebatch.sample;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a list of the data set: {@code {"results": [{"name": ..., "url": ...}]}}. */
final class ListFile {
  private ListFile() {}

  /** The names by id, in the order of the list; an empty text for a document without a name. */
  static Map<Integer, String> read(Folder folder) throws IOException {
    var names = new LinkedHashMap<Integer, String>();
    for (var entry : results(folder)) {
      if (entry instanceof JsonObject link && link.getValue("url") instanceof String url) {
        names.putIfAbsent(id(url), link.getValue("name") instanceof String name ? name : "");
      }
    }
    return names;
  }

  private static JsonArray results(Folder folder) throws IOException {
    try {
      var list = new JsonObject(Buffer.buffer(folder.document()));
      if (list.getValue("results") instanceof JsonArray results) {
        return results;
      }
      throw new IOException(folder.path() + " has a list without results");
    } catch (DecodeException malformed) {
      throw new IOException(folder.path() + " has a list that is no JSON object", malformed);
    }
  }

  /** The id in a link: 25 for {@code /api/v2/pokemon/25/}; -1 if there is none. */
  private static int id(String url) {
    var segments = Table.split(url, '/');
    return segments.isEmpty() ? -1 : Keys.number(segments.get(segments.size() - 1));
  }
}
