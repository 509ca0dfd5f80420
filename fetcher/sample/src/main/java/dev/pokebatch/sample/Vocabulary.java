package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The ids of everything that a document may link to, by resource and name. */
final class Vocabulary {
  private final Map<String, Map<String, Integer>> ids = new HashMap<>();

  /** Takes the rows of {@code links.tsv}: resource, id, name. */
  Vocabulary(List<Row> links) {
    for (var row : links) {
      add(row.text("resource"), row);
    }
  }

  /** Adds rows of a resource that has a table of its own. */
  Vocabulary with(String resource, List<Row> rows) {
    rows.forEach(row -> add(resource, row));
    return this;
  }

  private void add(String resource, Row row) {
    ids.computeIfAbsent(resource, r -> new HashMap<>()).put(row.text("name"), row.number("id"));
  }

  /**
   * The id of a name.
   *
   * @throws IllegalStateException if the name is unknown
   */
  int id(String resource, String name) {
    var id = ids.getOrDefault(resource, Map.of()).get(name);
    if (id == null) {
      throw new IllegalStateException("the tables do not name " + resource + "/" + name);
    }
    return id;
  }

  /** The names of a resource by id, in the order of the ids. */
  NavigableMap<Integer, String> names(String resource) {
    var names = new TreeMap<Integer, String>();
    ids.getOrDefault(resource, Map.of()).forEach((name, id) -> names.put(id, name));
    return names;
  }
}
