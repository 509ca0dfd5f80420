package dev.pokebatch.sample;

import java.io.IOException;

/**
 * {@code pokemon}: the 151 of Kanto, and copies of them for load tests. A copy has an id of its own
 * and a name such as {@code pikachu-176}; all else is as in the original.
 */
final class PokemonResource implements Resource {
  private static final String CRIES =
      "https://raw.githubusercontent.com/PokeAPI/cries/main/cries/pokemon/";

  private final Facts facts;
  private final Keys kanto;
  private final int size;
  private final SharedMoves moves;
  private final Sprites sprites;
  private final Keys species;
  private final PokemonTraits traits;

  /**
   * @param size number of Pokémon, with copies
   */
  PokemonResource(Facts facts, int size, SharedMoves moves) {
    this.facts = facts;
    this.kanto = new Keys(facts.pokemon());
    this.size = size;
    this.moves = moves;
    this.sprites = new Sprites(facts.sprites(), "pokemon");
    this.species = new Keys(facts.species());
    this.traits = new PokemonTraits(facts.vocabulary());
  }

  @Override
  public String path() {
    return "pokemon";
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public int idAt(int place) {
    return place + 1;
  }

  @Override
  public int idOf(String key) {
    var id = Keys.number(key);
    if (id < 0) {
      id = kanto.idOf(key);
    }
    if (id < 0) {
      var copy = Keys.number(key.substring(key.lastIndexOf('-') + 1));
      id = copy > Facts.KANTO && nameOf(copy).equals(key) ? copy : -1;
    }
    return id >= 1 && id <= size ? id : -1;
  }

  @Override
  public String nameOf(int id) {
    var name = facts.pokemon(id).text("name");
    return id <= Facts.KANTO ? name : name + "-" + id;
  }

  @Override
  public void write(int id, DocumentWriter out) throws IOException {
    var row = facts.pokemon(id);
    var original = row.number("id");
    var json = out.json();
    json.writeStartObject();
    traits.abilities(row, out);
    json.writeNumberField("base_experience", row.number("base_experience"));
    cries(original, out);
    json.writeArrayFieldStart("forms");
    out.link("pokemon-form", original, row.text("name"));
    json.writeEndArray();
    traits.gameIndices(row, out);
    json.writeNumberField("height", row.number("height"));
    json.writeArrayFieldStart("held_items");
    json.writeEndArray();
    json.writeNumberField("id", id);
    json.writeBooleanField("is_default", true);
    json.writeStringField("location_area_encounters", out.url("pokemon/" + id + "/encounters"));
    json.writeArrayFieldStart("moves");
    out.splice(moves.of(original));
    moves.writeOwn(original, out);
    json.writeEndArray();
    json.writeStringField("name", nameOf(id));
    json.writeNumberField("order", row.number("order"));
    traits.past(row, out);
    out.link("species", "pokemon-species", row.text("name"));
    sprites.write(original, hasGenders(original), out);
    traits.stats(row.list("stats", ','), out);
    traits.types(row.list("types", ','), out);
    json.writeNumberField("weight", row.number("weight"));
    json.writeEndObject();
  }

  @Override
  public boolean hasEncounters(int id) {
    return true;
  }

  private boolean hasGenders(int id) {
    return species.row(id).text("flags").contains("g");
  }

  private static void cries(int id, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeObjectFieldStart("cries");
    json.writeStringField("latest", CRIES + "latest/" + id + ".ogg");
    json.writeStringField("legacy", CRIES + "legacy/" + id + ".ogg");
    json.writeEndObject();
  }
}
