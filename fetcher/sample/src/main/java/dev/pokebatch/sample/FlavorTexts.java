package dev.pokebatch.sample;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes {@code flavor_text_entries}: an invented sentence in three languages for each version,
 * with line feeds and form feeds like the real ones.
 */
final class FlavorTexts {
  private static final Map<String, String> SENTENCES =
      Map.of(
          "en", "%s is the %s\nwith number %d in\fthe national Pokédex.",
          "fr", "%s est le %s\nnuméro %d du\fPokédex national.",
          "ja", "%sは　%s。\nぜんこくずかんの\fばんごうは　%d。");

  private final Facts facts;

  FlavorTexts(Facts facts) {
    this.facts = facts;
  }

  void write(int id, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("flavor_text_entries");
    for (var version : facts.vocabulary().names("version").values()) {
      for (var language : List.of("en", "fr", "ja")) {
        json.writeStartObject();
        json.writeStringField("flavor_text", sentence(id, language));
        out.link("language", "language", language);
        out.link("version", "version", version);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private String sentence(int id, String language) {
    var name = LocalizedNames.text("pokemon-species", id, language, facts);
    var genus = LocalizedNames.text("genus", id, language, facts);
    return String.format(Locale.ROOT, SENTENCES.getOrDefault(language, ""), name, genus, id);
  }
}
