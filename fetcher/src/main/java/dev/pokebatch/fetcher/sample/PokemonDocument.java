package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Table.Ref;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes a Pokémon: name, types, stats, abilities and size are true; which moves it learns in which
 * game is made up, the same at every time, and as much as the document's size asks for.
 */
final class PokemonDocument {

  private static final List<String> STATS =
      List.of("hp", "attack", "defense", "special-attack", "special-defense", "speed");
  private static final int MOVE_BYTES = 110;
  private static final int DETAIL_BYTES = 225;
  private static final int OTHER_BYTES = 10_000;

  private final int id;
  private final Facts facts = Facts.get();
  private final Table.Row row;

  private PokemonDocument(int id) {
    this.id = id;
    this.row = facts.pokemon(id);
  }

  static byte[] write(int id, int medianKb, String base) {
    var random = new SplittableRandom(id);
    var size = (int) (medianKb * 1_024 * random.nextDouble(0.7, 1.3));
    var document = new PokemonDocument(id);
    return Json.object(base, size + (size >> 2), json -> document.members(json, size, random));
  }

  private void members(Json json, int size, SplittableRandom random) throws IOException {
    var name = facts.pokemonName(id);
    var self = new Ref(id, name);
    json.array("abilities", row.words(9), PokemonDocument::ability)
        .put("base_experience", row.number(4))
        .object("cries", cries -> cries(cries))
        .array("forms", List.of(self), (form, to) -> form.refMembers("pokemon-form", to))
        .array("game_indices", facts.versions.subList(0, 20), this::gameIndex)
        .put("height", row.number(2))
        .emptyArray("held_items")
        .put("id", id)
        .put("is_default", id <= Facts.KANTO)
        .put("location_area_encounters", json.url("pokemon", id) + "encounters")
        .array("moves", moves(size, random), this::move)
        .put("name", name)
        .put("order", row.number(5))
        .emptyArray("past_abilities")
        .emptyArray("past_stats")
        .emptyArray("past_types")
        .ref("species", "pokemon-species", new Ref(Facts.kanto(id), row.text(1)))
        .object("sprites", sprites -> new Sprites(Facts.kanto(id)).members(sprites))
        .array("stats", IntStream.range(0, STATS.size()).boxed().toList(), this::stat)
        .array("types", IntStream.range(0, row.words(6).size()).boxed().toList(), this::type)
        .put("weight", row.number(3));
  }

  private static void ability(Json json, String word) throws IOException {
    var parts = word.split(":", -1);
    json.ref("ability", "ability", new Ref(Integer.parseInt(parts[0]), parts[1]))
        .put("is_hidden", Boolean.parseBoolean(parts[3]))
        .put("slot", Integer.parseInt(parts[2]));
  }

  private void cries(Json json) throws IOException {
    var site = "https://raw.githubusercontent.com/PokeAPI/cries/main/cries/pokemon/";
    json.put("latest", site + "latest/" + Facts.kanto(id) + ".ogg")
        .put("legacy", site + "legacy/" + Facts.kanto(id) + ".ogg");
  }

  private void gameIndex(Json json, Ref version) throws IOException {
    json.put("game_index", Facts.kanto(id)).ref("version", "version", version);
  }

  private void stat(Json json, int i) throws IOException {
    json.put("base_stat", Integer.parseInt(row.words(7).get(i)))
        .put("effort", Integer.parseInt(row.words(8).get(i)))
        .ref("stat", "stat", new Ref(i + 1, STATS.get(i)));
  }

  private void type(Json json, int i) throws IOException {
    var name = row.words(6).get(i);
    json.put("slot", i + 1)
        .ref("type", "type", facts.typesByName.getOrDefault(name, new Ref(0, name)));
  }

  private List<Learned> moves(int size, SplittableRandom random) {
    var learned = new ArrayList<Learned>();
    var left = size - OTHER_BYTES;
    var at = random.nextInt(facts.moves.size());
    while (left > 0 && learned.size() < facts.moves.size()) {
      var details = 1 + random.nextInt(12);
      learned.add(
          new Learned(facts.moves.get(at), details, random.nextInt(14), random.nextInt(60)));
      at = (at + 1 + random.nextInt(2)) % facts.moves.size();
      left -= MOVE_BYTES + details * DETAIL_BYTES;
    }
    return learned;
  }

  private void move(Json json, Learned learned) throws IOException {
    var games = facts.versionGroups.subList(learned.from, learned.from + learned.details);
    json.ref("move", "move", learned.move)
        .array("version_group_details", games, (detail, game) -> detail(detail, game, learned));
  }

  private void detail(Json json, Ref game, Learned learned) throws IOException {
    var method = facts.learnMethods.get(learned.level % facts.learnMethods.size());
    json.put("level_learned_at", learned.level)
        .ref("move_learn_method", "move-learn-method", method)
        .putNull("order")
        .ref("version_group", "version-group", game);
  }

  private record Learned(Ref move, int details, int from, int level) {}
}
