package dev.pokebatch.fetcher.sample;

import java.io.IOException;
import java.util.List;

/** Writes where a Pokémon's pictures are, as PokéAPI does: links to files that we do not serve. */
final class Sprites {

  private static final String SITE =
      "https://raw.githubusercontent.com/PokeAPI/sprites/master/sprites/pokemon/";
  private static final List<String> VIEWS = List.of("back", "front");

  private final int id;

  Sprites(int id) {
    this.id = id;
  }

  void members(Json json) throws IOException {
    for (var view : VIEWS) {
      var path = view.equals("back") ? "back/" : "";
      json.put(view + "_default", SITE + path + id + ".png")
          .putNull(view + "_female")
          .put(view + "_shiny", SITE + path + "shiny/" + id + ".png")
          .putNull(view + "_shiny_female");
    }
    json.object(
            "other",
            other ->
                other
                    .object("dream_world", art -> one(art, "other/dream-world/", ".svg"))
                    .object("home", art -> pair(art, "other/home/"))
                    .object("official-artwork", art -> pair(art, "other/official-artwork/")))
        .object("versions", versions -> generation(versions));
  }

  private void generation(Json json) throws IOException {
    json.object(
        "generation-i",
        first ->
            first
                .object("red-blue", art -> one(art, "versions/generation-i/red-blue/", ".png"))
                .object("yellow", art -> one(art, "versions/generation-i/yellow/", ".png")));
  }

  private void one(Json json, String folder, String ending) throws IOException {
    json.put("front_default", SITE + folder + id + ending);
  }

  private void pair(Json json, String folder) throws IOException {
    json.put("front_default", SITE + folder + id + ".png")
        .put("front_shiny", SITE + folder + "shiny/" + id + ".png");
  }
}
