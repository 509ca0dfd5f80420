package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds the rows of a table by id and by name. */
final class Keys {
  private final List<Row> rows;
  private final Map<Integer, Row> byId = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();

  Keys(List<Row> rows) {
    this.rows = rows;
    for (var row : rows) {
      byId.put(row.number("id"), row);
      byName.put(row.text("name"), row.number("id"));
    }
  }

  int size() {
    return rows.size();
  }

  int idAt(int place) {
    return rows.get(place).number("id");
  }

  /** The id that a key names, or -1. */
  int idOf(String key) {
    var id = number(key);
    return id < 0 ? byName.getOrDefault(key, -1) : byId.containsKey(id) ? id : -1;
  }

  Row row(int id) {
    return Objects.requireNonNull(byId.get(id));
  }

  /** The key as a number, or -1 if it is not a possible id. */
  static int number(String key) {
    if (key.isEmpty() || key.length() > 9) {
      return -1;
    }
    var number = 0;
    for (var i = 0; i < key.length(); i++) {
      var digit = key.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
