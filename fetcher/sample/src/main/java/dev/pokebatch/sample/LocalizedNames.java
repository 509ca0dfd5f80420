package dev.pokebatch.sample;

import java.io.IOException;
import java.util.Objects;

/** Writes names by language: {@code names} of species and types, {@code genera} of species. */
final class LocalizedNames {
  private LocalizedNames() {}

  /** Writes {@code names}: entries of language and name. */
  static void names(String kind, int id, Facts facts, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("names");
    for (var language : Facts.LANGUAGES) {
      var name = text(kind, id, language, facts);
      if (!name.isEmpty()) {
        json.writeStartObject();
        out.link("language", "language", language);
        json.writeStringField("name", name);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** Writes {@code genera}: entries of genus and language. */
  static void genera(int id, Facts facts, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeArrayFieldStart("genera");
    for (var language : Facts.LANGUAGES) {
      var genus = text("genus", id, language, facts);
      if (!genus.isEmpty()) {
        json.writeStartObject();
        json.writeStringField("genus", genus);
        out.link("language", "language", language);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** The name in a language; empty if there is none. */
  static String text(String kind, int id, String language, Facts facts) {
    return Objects.requireNonNull(facts.names().get(kind + "/" + id)).text(language);
  }
}
