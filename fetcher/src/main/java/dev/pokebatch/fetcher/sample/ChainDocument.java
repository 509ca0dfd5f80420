package dev.pokebatch.fetcher.sample;

import dev.pokebatch.fetcher.sample.Table.Ref;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an evolution chain, from the tables' short form: {@code id:name@level(what it evolves
 * to)}, with spaces between several.
 */
final class ChainDocument {

  private static final Ref LEVEL_UP = new Ref(1, "level-up");

  private final String text;
  private int at;

  private ChainDocument(String text) {
    this.text = text;
  }

  static byte[] write(int id, String base) {
    var row = Facts.row(Facts.get().chains, id);
    var root = new ChainDocument(row.text(1)).link();
    return Json.object(
        base,
        1 << 12,
        json ->
            json.putNull("baby_trigger_item")
                .object("chain", chain -> members(chain, root))
                .put("id", id));
  }

  private static void members(Json json, Link link) throws IOException {
    json.array("evolution_details", link.levels, ChainDocument::detail)
        .array("evolves_to", link.to, ChainDocument::members)
        .put("is_baby", false)
        .ref("species", "pokemon-species", link.species);
  }

  private static void detail(Json json, int level) throws IOException {
    json.put("min_level", level).ref("trigger", "evolution-trigger", LEVEL_UP);
  }

  private Link link() {
    var word = word();
    var sign = word.indexOf('@');
    var levels = sign < 0 ? List.<Integer>of() : List.of(Integer.valueOf(word.substring(sign + 1)));
    var to = new ArrayList<Link>();
    if (at < text.length() && text.charAt(at) == '(') {
      do {
        at++;
        to.add(link());
      } while (text.charAt(at) == ' ');
      at++;
    }
    return new Link(Ref.of(sign < 0 ? word : word.substring(0, sign)), levels, to);
  }

  private String word() {
    var from = at;
    while (at < text.length() && "( )".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(from, at);
  }

  private record Link(Ref species, List<Integer> levels, List<Link> to) {}
}
