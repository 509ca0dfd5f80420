package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.IOException;
import java.util.List;

/** {@code type}: the types that Kanto's Pokémon refer to, with damage relations and moves. */
final class TypeResource implements Resource {
  private static final List<String> RELATIONS =
      List.of(
          "double_damage_from",
          "double_damage_to",
          "half_damage_from",
          "half_damage_to",
          "no_damage_from",
          "no_damage_to");

  private final Facts facts;
  private final Keys keys;
  private final int pokemon;
  private final Sprites sprites;

  /**
   * @param pokemon highest id of a Pokémon in the lists; copies are never listed
   */
  TypeResource(Facts facts, int pokemon) {
    this.facts = facts;
    this.keys = new Keys(facts.types());
    this.pokemon = pokemon;
    this.sprites = new Sprites(facts.sprites(), "type");
  }

  @Override
  public String path() {
    return "type";
  }

  @Override
  public int size() {
    return keys.size();
  }

  @Override
  public int idAt(int place) {
    return keys.idAt(place);
  }

  @Override
  public int idOf(String key) {
    return keys.idOf(key);
  }

  @Override
  public String nameOf(int id) {
    return keys.row(id).text("name");
  }

  @Override
  public void write(int id, DocumentWriter out) throws IOException {
    var row = keys.row(id);
    var json = out.json();
    json.writeStartObject();
    json.writeObjectFieldStart("damage_relations");
    for (var relation : RELATIONS) {
      out.links(relation, "type", row.list(relation, ','));
    }
    json.writeEndObject();
    gameIndices(row, out);
    out.link("generation", "generation", row.text("generation"));
    json.writeNumberField("id", id);
    out.link("move_damage_class", "move-damage-class", row.text("move_damage_class"));
    moves(row.text("name"), out);
    json.writeStringField("name", row.text("name"));
    LocalizedNames.names(path(), id, facts, out);
    out.links("past_damage_relations", "", List.of());
    pokemon(row.text("name"), out);
    sprites.write(id, false, out);
    json.writeEndObject();
  }

  private static void gameIndices(Row row, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("game_indices");
    for (var index : row.list("game_indices", ',')) {
      var parts = Table.split(index, ':');
      json.writeStartObject();
      json.writeNumberField("game_index", Integer.parseInt(parts.get(1)));
      out.link("generation", "generation", parts.get(0));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void moves(String type, DocumentWriter out) throws IOException {
    out.json().writeArrayFieldStart("moves");
    for (var move : facts.moves()) {
      if (move.text("type").equals(type)) {
        out.link("move", move.number("id"), move.text("name"));
      }
    }
    out.json().writeEndArray();
  }

  private void pokemon(String type, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("pokemon");
    for (var row : facts.pokemon()) {
      var slot = row.list("types", ',').indexOf(type) + 1;
      if (slot > 0 && row.number("id") <= pokemon) {
        json.writeStartObject();
        out.link("pokemon", "pokemon", row.text("name"));
        json.writeNumberField("slot", slot);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }
}
