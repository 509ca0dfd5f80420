package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Writes {@code sprites}: links to pictures, nested as in PokéAPI. */
final class Sprites {
  private static final String ROOT =
      "https://raw.githubusercontent.com/PokeAPI/sprites/master/sprites/";

  private record Sprite(List<String> parents, String member, String file, boolean ofGender) {}

  private final List<Sprite> sprites = new ArrayList<>();

  /**
   * @param kind kind of the rows to use: {@code pokemon} or {@code type}
   */
  Sprites(List<Row> rows, String kind) {
    for (var row : rows) {
      if (row.text("kind").equals(kind)) {
        var path = row.list("member", '/');
        var last = path.size() - 1;
        sprites.add(
            new Sprite(
                List.copyOf(path.subList(0, last)),
                path.get(last),
                row.text("file"),
                row.text("when").equals("g")));
      }
    }
  }

  /**
   * Writes the member.
   *
   * @param id number in the names of the pictures
   * @param genders whether there are pictures of the female
   */
  void write(int id, boolean genders, DocumentWriter out) throws IOException {
    var json = out.json();
    json.writeObjectFieldStart("sprites");
    List<String> open = List.of();
    for (var sprite : sprites) {
      var common = 0;
      var parents = sprite.parents();
      while (common < Math.min(open.size(), parents.size())
          && open.get(common).equals(parents.get(common))) {
        common++;
      }
      for (var i = open.size(); i > common; i--) {
        json.writeEndObject();
      }
      for (var parent : parents.subList(common, parents.size())) {
        json.writeObjectFieldStart(parent);
      }
      open = parents;
      if (sprite.file().isEmpty() || (sprite.ofGender() && !genders)) {
        json.writeNullField(sprite.member());
      } else {
        var file = sprite.file().replace("{}", Integer.toString(id));
        json.writeStringField(sprite.member(), ROOT + file);
      }
    }
    for (var i = open.size(); i > 0; i--) {
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
