package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Table.Ref;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a type: what it is strong and weak against, and who has it. */
final class TypeDocument {

  private static final List<String> RELATIONS =
      List.of(
          "double_damage_from",
          "double_damage_to",
          "half_damage_from",
          "half_damage_to",
          "no_damage_from",
          "no_damage_to");
  private static final int FIRST_RELATION = 4;

  private final Facts facts = Facts.get();
  private final Table.Row row;

  private TypeDocument(int id) {
    this.row = Facts.row(facts.types, id);
  }

  static byte[] write(int id, String base) {
    return Json.object(base, 1 << 13, new TypeDocument(id)::members);
  }

  private void members(Json json) throws IOException {
    json.object("damage_relations", this::relations)
        .emptyArray("game_indices")
        .ref("generation", "generation", row.refs(2).get(0))
        .put("id", row.number(0))
        .ref("move_damage_class", "move-damage-class", row.refs(3).get(0))
        .emptyArray("moves")
        .put("name", row.text(1))
        .array("names", SpeciesDocument.names(row.text(10), row.text(1)), SpeciesDocument::name)
        .emptyArray("past_damage_relations")
        .array(
            "pokemon",
            IntStream.rangeClosed(1, Facts.KANTO).filter(this::has).boxed().toList(),
            this::pokemon)
        .object("sprites", sprites -> {});
  }

  private void relations(Json json) throws IOException {
    for (var i = 0; i < RELATIONS.size(); i++) {
      var names = row.words(FIRST_RELATION + i);
      json.array(RELATIONS.get(i), names, (to, name) -> to.refMembers("type", type(name)));
    }
  }

  private Ref type(String name) {
    return facts.typesByName.getOrDefault(name, new Ref(0, name));
  }

  private boolean has(int pokemon) {
    return facts.pokemon(pokemon).words(6).contains(row.text(1));
  }

  private void pokemon(Json json, int id) throws IOException {
    var types = facts.pokemon(id).words(6);
    json.ref("pokemon", "pokemon", new Ref(id, facts.pokemonName(id)))
        .put("slot", types.indexOf(row.text(1)) + 1);
  }
}
