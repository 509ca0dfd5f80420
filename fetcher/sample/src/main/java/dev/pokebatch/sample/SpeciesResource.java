package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.IOException;
import java.util.List;

/** {@code pokemon-species}: the species of Kanto's Pokémon. Their flavor texts are invented. */
final class SpeciesResource implements Resource {
  private final Facts facts;
  private final Keys keys;
  private final FlavorTexts flavorTexts;

  SpeciesResource(Facts facts) {
    this.facts = facts;
    this.keys = new Keys(facts.species());
    this.flavorTexts = new FlavorTexts(facts);
  }

  @Override
  public String path() {
    return "pokemon-species";
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
    var flags = row.text("flags");
    var json = out.json();
    json.writeStartObject();
    json.writeNumberField("base_happiness", row.number("base_happiness"));
    json.writeNumberField("capture_rate", row.number("capture_rate"));
    out.link("color", "pokemon-color", row.text("color"));
    out.links("egg_groups", "egg-group", row.list("egg_groups", ','));
    json.writeFieldName("evolution_chain");
    out.link("evolution-chain", row.number("evolution_chain"), "");
    out.link("evolves_from_species", "pokemon-species", row.text("evolves_from"));
    flavorTexts.write(id, out);
    out.links("form_descriptions", "", List.of());
    json.writeBooleanField("forms_switchable", flags.contains("f"));
    json.writeNumberField("gender_rate", row.number("gender_rate"));
    LocalizedNames.genera(id, facts, out);
    out.link("generation", "generation", "generation-i");
    out.link("growth_rate", "growth-rate", row.text("growth_rate"));
    out.link("habitat", "pokemon-habitat", row.text("habitat"));
    json.writeBooleanField("has_gender_differences", flags.contains("g"));
    json.writeNumberField("hatch_counter", row.number("hatch_counter"));
    json.writeNumberField("id", id);
    json.writeBooleanField("is_baby", flags.contains("b"));
    json.writeBooleanField("is_legendary", flags.contains("l"));
    json.writeBooleanField("is_mythical", flags.contains("m"));
    json.writeStringField("name", row.text("name"));
    LocalizedNames.names(path(), id, facts, out);
    json.writeNumberField("order", row.number("order"));
    palPark(row.list("pal_park", ':'), out);
    pokedexNumbers(row, out);
    out.link("shape", "pokemon-shape", row.text("shape"));
    json.writeArrayFieldStart("varieties");
    json.writeStartObject();
    json.writeBooleanField("is_default", true);
    out.link("pokemon", "pokemon", row.text("name"));
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void palPark(List<String> encounter, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("pal_park_encounters");
    json.writeStartObject();
    out.link("area", "pal-park-area", encounter.get(0));
    json.writeNumberField("base_score", Integer.parseInt(encounter.get(1)));
    json.writeNumberField("rate", Integer.parseInt(encounter.get(2)));
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void pokedexNumbers(Row row, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("pokedex_numbers");
    for (var number : row.list("pokedexes", ',')) {
      var parts = Table.split(number, ':');
      json.writeStartObject();
      json.writeNumberField("entry_number", Integer.parseInt(parts.get(1)));
      out.link("pokedex", "pokedex", parts.get(0));
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
