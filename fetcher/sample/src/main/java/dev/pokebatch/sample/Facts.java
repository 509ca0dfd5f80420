package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tables of facts. Immutable and thread-safe.
 *
 * @param pokemon the 151 of Kanto in the order of their ids
 * @param species their species, in the same order
 * @param types the types that they refer to
 * @param moves moves with their types, by id
 * @param evolutions rows of each evolution chain, by chain id
 * @param names names by language, keyed by kind and id, such as {@code type/13}
 * @param sprites file names of pictures
 * @param vocabulary ids of everything that documents link to
 */
record Facts(
    List<Row> pokemon,
    List<Row> species,
    List<Row> types,
    List<Row> moves,
    Map<Integer, List<Row>> evolutions,
    Map<String, Row> names,
    List<Row> sprites,
    Vocabulary vocabulary) {

  /** The number of real Pokémon; higher ids are copies. */
  static final int KANTO = 151;

  /** The languages of {@code names.tsv}, in PokéAPI's order. */
  static final List<String> LANGUAGES =
      List.of(
          "ja-hrkt", "ja-roma", "ko", "zh-hant", "fr", "de", "es", "it", "en", "ja", "zh-hans",
          "es-419");

  /** Reads all tables. Takes milliseconds, so it must not run on an event loop. */
  static Facts load() {
    var pokemon = Table.read("pokemon.tsv");
    var species = Table.read("species.tsv");
    var types = Table.read("types.tsv");
    var moves = Table.read("moves.tsv");
    var evolutions = new HashMap<Integer, List<Row>>();
    for (var row : Table.read("evolutions.tsv")) {
      evolutions.computeIfAbsent(row.number("chain"), c -> new ArrayList<>()).add(row);
    }
    var names = new HashMap<String, Row>();
    for (var row : Table.read("names.tsv")) {
      names.put(row.text("kind") + "/" + row.text("id"), row);
    }
    var vocabulary =
        new Vocabulary(Table.read("links.tsv"))
            .with("pokemon", pokemon)
            .with("pokemon-species", species)
            .with("type", types)
            .with("move", moves);
    return new Facts(
        pokemon,
        species,
        types,
        moves,
        Map.copyOf(evolutions),
        Map.copyOf(names),
        Table.read("sprites.tsv"),
        vocabulary);
  }

  /** The row of a Pokémon; for an id above 151, the row of the original. */
  Row pokemon(int id) {
    return pokemon.get((id - 1) % KANTO);
  }
}
