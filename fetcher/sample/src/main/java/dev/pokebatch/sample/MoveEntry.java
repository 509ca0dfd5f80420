package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;

/** Writes an entry of a Pokémon's {@code moves}: a move, and how it is learned in each game. */
final class MoveEntry {
  private static final List<String> METHODS =
      List.of("machine", "machine", "machine", "level-up", "level-up", "tutor", "egg");
  private static final int FEWEST = 6;
  private static final int MOST = 20;

  private final List<String> versionGroups;

  MoveEntry(Vocabulary vocabulary) {
    this.versionGroups = List.copyOf(vocabulary.names("version-group").values());
  }

  void write(Row move, DocumentWriter out) throws IOException {
    var random = new SplittableRandom(move.number("id"));
    var json = out.json();
    json.writeStartObject();
    out.link("move", "move", move.text("name"));
    json.writeArrayFieldStart("version_group_details");
    var left = FEWEST + random.nextInt(MOST - FEWEST + 1);
    var method = METHODS.get(random.nextInt(METHODS.size()));
    for (var i = 0; left > 0 && i < versionGroups.size(); i++) {
      if (random.nextInt(versionGroups.size() - i) < left) {
        left--;
        var changes = random.nextInt(4) == 0;
        method = changes ? METHODS.get(random.nextInt(METHODS.size())) : method;
        detail(versionGroups.get(i), method, random, out);
      }
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void detail(
      String versionGroup, String method, SplittableRandom random, DocumentWriter out)
      throws IOException {
    var level = method.equals("level-up") ? 1 + random.nextInt(60) : 0;
    var json = out.json();
    json.writeStartObject();
    json.writeNumberField("level_learned_at", level);
    out.link("move_learn_method", "move-learn-method", method);
    if (level == 1) {
      json.writeNumberField("order", 1);
    } else {
      json.writeNullField("order");
    }
    out.link("version_group", "version-group", versionGroup);
    json.writeEndObject();
  }
}
