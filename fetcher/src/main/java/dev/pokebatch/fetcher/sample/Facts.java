package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Table.Ref;
import dev.pokebatch.fetcher.sample.Table.Row;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What is true of Kanto: the tables, by id. Read once, when first asked for. */
final class Facts {

  /** How many Pokémon the tables know. */
  static final int KANTO = 151;

  private static final Facts READ = new Facts();

  final Map<Integer, Row> pokemon = byId("pokemon");
  final Map<Integer, Row> species = byId("species");
  final Map<Integer, Row> types = byId("types");
  final Map<Integer, Row> chains = byId("chains");
  final List<Ref> moves = Table.rows("moves").stream().map(r -> ref(r, 0)).toList();
  final List<Ref> versionGroups = games("version-group");
  final List<Ref> versions = games("version");
  final List<Ref> learnMethods = games("move-learn-method");
  final Map<String, Ref> typesByName =
      types.values().stream().collect(Collectors.toMap(r -> r.text(1), r -> ref(r, 0)));

  private Facts() {}

  static Facts get() {
    return READ;
  }

  /** The row of the Kanto Pokémon that this one is, or is a copy of. */
  Row pokemon(int id) {
    return row(pokemon, kanto(id));
  }

  /** A Pokémon's name; a copy's ends in its number. */
  String pokemonName(int id) {
    var name = pokemon(id).text(1);
    return id <= KANTO ? name : name + "-" + id;
  }

  static int kanto(int id) {
    return (id - 1) % KANTO + 1;
  }

  static Row row(Map<Integer, Row> table, int id) {
    var row = table.get(id);
    if (row == null) {
      throw new IllegalArgumentException("no row " + id);
    }
    return row;
  }

  private static Map<Integer, Row> byId(String table) {
    return Table.rows(table).stream()
        .collect(Collectors.toMap(r -> r.number(0), Function.identity()));
  }

  private static List<Ref> games(String kind) {
    return Table.rows("games").stream()
        .filter(row -> row.text(0).equals(kind))
        .map(row -> ref(row, 1))
        .toList();
  }

  private static Ref ref(Row row, int column) {
    return new Ref(row.number(column), row.text(column + 1));
  }
}
