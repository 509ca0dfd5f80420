package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Projection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The upstream's list of a resource. Immutable.
 *
 * @param names in the list's order; none if the resource has ids only
 * @param keys all keys of the resource's documents: names and ids
 */
record NameList(List<String> names, Set<String> keys) {

  /** The list of an unknown resource. */
  static final NameList NONE = new NameList(List.of(), Set.of());

  /** The fields that are read of a list. */
  static final Projection FIELDS = Projection.parse("results.name,results.url");

  /** Maximum number of entries: four times those of the longest list. */
  private static final int MOST = 10_000;

  NameList {
    names = List.copyOf(names);
    keys = Set.copyOf(keys);
  }

  /** Parses a list and ignores invalid names. */
  static NameList of(JsonObject list) {
    var names = new ArrayList<String>();
    var keys = new HashSet<String>();
    if (list.getValue("results") instanceof JsonArray results) {
      results.stream().limit(MOST).forEach(entry -> read(entry, names, keys));
    }
    return new NameList(names, keys);
  }

  /** Parses the index, whose member names are the resources. */
  static NameList ofIndex(JsonObject index) {
    var names = index.fieldNames().stream().filter(DocumentPath::isSegment).limit(MOST).toList();
    return new NameList(names, Set.copyOf(names));
  }

  private static void read(Object entry, List<String> names, Set<String> keys) {
    if (!(entry instanceof JsonObject link)) {
      return;
    }
    if (link.getValue("name") instanceof String name && DocumentPath.isSegment(name)) {
      names.add(name);
      keys.add(name);
    }
    if (link.getValue("url") instanceof String url) {
      var path = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
      keys.add(path.substring(path.lastIndexOf('/') + 1));
    }
  }
}
