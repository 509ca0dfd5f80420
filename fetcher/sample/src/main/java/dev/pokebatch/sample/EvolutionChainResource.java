package dev.pokebatch.sample;

import dev.pokebatch.sample.Table.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code evolution-chain}: the chains of Kanto's species, which have ids but no names. */
final class EvolutionChainResource implements Resource {
  private final Facts facts;
  private final List<Integer> ids;

  EvolutionChainResource(Facts facts) {
    this.facts = facts;
    this.ids = facts.evolutions().keySet().stream().sorted().toList();
  }

  @Override
  public String path() {
    return "evolution-chain";
  }

  @Override
  public int size() {
    return ids.size();
  }

  @Override
  public int idAt(int place) {
    return ids.get(place);
  }

  @Override
  public int idOf(String key) {
    var id = Keys.number(key);
    return facts.evolutions().containsKey(id) ? id : -1;
  }

  @Override
  public String nameOf(int id) {
    return "";
  }

  @Override
  public void write(int id, DocumentWriter out) throws IOException {
    var rows = Objects.requireNonNull(facts.evolutions().get(id));
    var json = out.json();
    json.writeStartObject();
    out.link("baby_trigger_item", "item", rows.get(0).text("baby_trigger_item"));
    json.writeFieldName("chain");
    stage(rows, out);
    json.writeNumberField("id", id);
    json.writeEndObject();
  }

  /** Writes the tree of the rows, which are in pre-order: the root first. */
  private static void stage(List<Row> tree, DocumentWriter out) throws IOException {
    var root = tree.get(0);
    var json = out.json();
    json.writeStartObject();
    json.writeArrayFieldStart("evolution_details");
    for (var detail : root.list("details", '|')) {
      EvolutionDetail.write(detail, out);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("evolves_to");
    for (var branch : branches(tree)) {
      stage(branch, out);
    }
    json.writeEndArray();
    json.writeBooleanField("is_baby", root.number("baby") == 1);
    out.link("species", "pokemon-species", root.text("species"));
    json.writeEndObject();
  }

  private static List<List<Row>> branches(List<Row> tree) {
    var branches = new ArrayList<List<Row>>();
    var depth = tree.get(0).number("depth") + 1;
    var start = 1;
    for (var i = 2; i <= tree.size(); i++) {
      if (i == tree.size() || tree.get(i).number("depth") == depth) {
        branches.add(tree.subList(start, i));
        start = i;
      }
    }
    return branches;
  }
}
