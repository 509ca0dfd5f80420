package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Table.Ref;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes a species. Where it lives, how it breeds and what it is called is true. */
final class SpeciesDocument {

  /** The languages of the tables' names, in the tables' order. */
  static final List<Ref> LANGUAGES =
      List.of(
          new Ref(11, "ja"),
          new Ref(3, "ko"),
          new Ref(4, "zh-hant"),
          new Ref(5, "fr"),
          new Ref(6, "de"));

  private static final Ref ENGLISH = new Ref(9, "en");
  private static final Ref FIRST_GENERATION = new Ref(1, "generation-i");

  private final Table.Row row;
  private final Ref self;

  private SpeciesDocument(int id) {
    this.row = Facts.row(Facts.get().species, id);
    this.self = new Ref(id, row.text(1));
  }

  static byte[] write(int id, String base) {
    return Json.object(base, 1 << 15, new SpeciesDocument(id)::members);
  }

  private void members(Json json) throws IOException {
    json.put("base_happiness", row.number(5))
        .put("capture_rate", row.number(4))
        .ref("color", "pokemon-color", row.refs(9).get(0))
        .array("egg_groups", row.refs(12), (group, to) -> group.refMembers("egg-group", to))
        .object("evolution_chain", this::chain);
    maybe(json, "evolves_from_species", "pokemon-species", row.refs(3));
    json.array("flavor_text_entries", Facts.get().versions, this::flavor)
        .emptyArray("form_descriptions")
        .put("forms_switchable", false)
        .put("gender_rate", row.number(6))
        .array("genera", List.of(row.text(14)), SpeciesDocument::genus)
        .ref("generation", "generation", FIRST_GENERATION)
        .ref("growth_rate", "growth-rate", row.refs(8).get(0));
    maybe(json, "habitat", "pokemon-habitat", row.refs(10));
    json.put("has_gender_differences", false)
        .put("hatch_counter", row.number(7))
        .put("id", self.id())
        .put("is_baby", row.text(13).contains("is_baby"))
        .put("is_legendary", row.text(13).contains("is_legendary"))
        .put("is_mythical", row.text(13).contains("is_mythical"))
        .put("name", self.name())
        .array("names", names(row.text(15), self.name()), SpeciesDocument::name)
        .put("order", self.id())
        .emptyArray("pal_park_encounters")
        .array("pokedex_numbers", List.of(new Ref(1, "national")), this::pokedex);
    maybe(json, "shape", "pokemon-shape", row.refs(11));
    json.array("varieties", List.of(self), SpeciesDocument::variety);
  }

  private void chain(Json json) throws IOException {
    json.put("url", json.url("evolution-chain", row.number(2)));
  }

  private static void maybe(Json json, String name, String resource, List<Ref> refs)
      throws IOException {
    if (refs.isEmpty()) {
      json.putNull(name);
    } else {
      json.ref(name, resource, refs.get(0));
    }
  }

  private void flavor(Json json, Ref version) throws IOException {
    json.put("flavor_text", "The " + row.text(14) + ",\nas seen in\f" + version.name() + ".")
        .ref("language", "language", ENGLISH)
        .ref("version", "version", version);
  }

  private static void genus(Json json, String genus) throws IOException {
    json.put("genus", genus).ref("language", "language", ENGLISH);
  }

  /** A cell of names, and the English one, with their languages. */
  static List<Named> names(String cell, String english) {
    var names = new ArrayList<Named>();
    var cells = cell.split("\\|", -1);
    for (var i = 0; i < cells.length; i++) {
      names.add(new Named(LANGUAGES.get(i), cells[i]));
    }
    names.add(
        new Named(
            ENGLISH,
            english.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + english.substring(1)));
    return names;
  }

  static void name(Json json, Named named) throws IOException {
    json.ref("language", "language", named.language()).put("name", named.name());
  }

  private void pokedex(Json json, Ref pokedex) throws IOException {
    json.put("entry_number", self.id()).ref("pokedex", "pokedex", pokedex);
  }

  private static void variety(Json json, Ref pokemon) throws IOException {
    json.put("is_default", true).ref("pokemon", "pokemon", pokemon);
  }

  record Named(Ref language, String name) {}
}
