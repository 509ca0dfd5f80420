package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/** Writes the arrays of a Pokémon: abilities, stats and types, now and in past generations. */
final class PokemonTraits {

  /** The versions in which a Pokémon has the first generation's number, by id. */
  private static final Set<Integer> FIRST_GENERATION = Set.of(1, 2, 3, 44, 45, 46);

  private interface Members {
    void write(List<String> values, DocumentWriter out) throws IOException;
  }

  private final NavigableMap<Integer, String> versions;

  PokemonTraits(Vocabulary vocabulary) {
    this.versions = vocabulary.names("version");
  }

  void abilities(Row row, DocumentWriter out) throws IOException {
    abilities(row.list("abilities", ','), out);
  }

  private void abilities(List<String> abilities, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("abilities");
    for (var ability : abilities) {
      var parts = Table.split(ability, ':');
      json.writeStartObject();
      out.link("ability", "ability", parts.get(1));
      json.writeBooleanField("is_hidden", parts.get(0).endsWith("h"));
      json.writeNumberField("slot", parts.get(0).charAt(0) - '0');
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void stats(List<String> stats, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("stats");
    for (var stat : stats) {
      var parts = Table.split(stat, ':');
      json.writeStartObject();
      json.writeNumberField("base_stat", Integer.parseInt(parts.get(1)));
      json.writeNumberField("effort", Integer.parseInt(parts.get(2)));
      out.link("stat", "stat", parts.get(0));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void types(List<String> types, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("types");
    for (var slot = 1; slot <= types.size(); slot++) {
      json.writeStartObject();
      json.writeNumberField("slot", slot);
      out.link("type", "type", types.get(slot - 1));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void past(Row row, DocumentWriter out) throws IOException {
    past("past_abilities", true, row, this::abilities, out);
    past("past_stats", false, row, this::stats, out);
    past("past_types", false, row, this::types, out);
  }

  private static void past(
      String field, boolean membersFirst, Row row, Members members, DocumentWriter out)
      throws IOException {
    var json = out.json();
    json.writeArrayFieldStart(field);
    for (var past : row.list(field, ';')) {
      var parts = Table.split(past, '=');
      var values = Table.split(parts.get(1), ',');
      json.writeStartObject();
      if (membersFirst) {
        members.write(values, out);
      }
      out.link("generation", "generation", parts.get(0));
      if (!membersFirst) {
        members.write(values, out);
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  void gameIndices(Row row, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("game_indices");
    for (var range : row.list("versions", ',')) {
      var ends = Table.split(range, '-');
      var from = Integer.parseInt(ends.get(0));
      var to = Integer.parseInt(ends.get(ends.size() - 1));
      for (Map.Entry<Integer, String> version : versions.subMap(from, true, to, true).entrySet()) {
        var first = FIRST_GENERATION.contains(version.getKey());
        json.writeStartObject();
        json.writeNumberField("game_index", row.number(first ? "red_index" : "id"));
        out.link("version", "version", version.getValue());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
