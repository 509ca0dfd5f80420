package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.csv.CsvColumns;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A table with a row for each document: the columns are the fields of all steps, in the order of
 * the request; what is not there has a row too, which says why.
 */
final class CsvFormat implements Format {

  private final Consumer<Buffer> out;
  private final CsvColumns columns;

  CsvFormat(Plan plan, Consumer<Buffer> out) {
    this.out = out;
    this.columns = CsvColumns.of(fields(plan.root()).toList());
  }

  private static Stream<String> fields(Node node) {
    return node instanceof Branch group
        ? group.children().stream().flatMap(CsvFormat::fields)
        : List.of(((Leaf) node).view().fields().toString().split(",", -1)).stream();
  }

  @Override
  public void begin() {
    out.accept(columns.header());
  }

  @Override
  public void begin(Branch group) {} // a row tells where it belongs by its id

  @Override
  public void end() {}

  @Override
  public void nothing(Leaf leaf) {}

  @Override
  public void item(Item item, boolean shown, boolean last) {
    if (shown) {
      out.accept(
          columns.row(item.leaf().id(), item.target(), item.status(), item.body(), item.error()));
    }
  }

  @Override
  public Buffer tail(Summary summary, JsonObject more) {
    return Buffer.buffer();
  }
}
