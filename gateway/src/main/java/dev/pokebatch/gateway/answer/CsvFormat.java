package dev.pokebatch.gateway.answer;

import dev.pokebatch.contract.Projection;
import dev.pokebatch.gateway.batch.CsvArrays;
import dev.pokebatch.gateway.batch.CsvUse;
import dev.pokebatch.gateway.batch.LimitChecks;
import dev.pokebatch.gateway.csv.CsvColumns;
import dev.pokebatch.gateway.csv.RowTooLongException;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.memory.Grant;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.Consumer;

/**
 * Writes a table with a row for each document. The columns are the fields of all steps, in the
 * order of the request. A document that could not be fetched has a row with its error. Rows that
 * take long to cut are cut on a worker thread, one at a time, when there is memory for the document
 * and its row. A row that needs more memory than there is for one has no cells but its error.
 */
final class CsvFormat implements Format {

  /** Longer documents, in bytes, are cut on a worker thread. */
  private static final int LARGE = 16_384;

  /** The same for bytes times columns, because every column has a separator for every element. */
  private static final long WIDE = 1 << 18;

  private final Offload offload;
  private final BatchMemory memory;
  private final long largest;
  private final Consumer<Buffer> out;
  private final CsvColumns columns;
  private final int width;
  private Consumer<Runnable> later = Runnable::run;
  private boolean busy;
  private boolean complete = true;

  /**
   * @param table the form of the table
   * @param offload cuts large rows
   * @param memory counts a large row, with its document, until the sink has it
   * @param largest the most bytes that are reserved for a row before it is cut
   * @throws ProblemException {@code limit-exceeded} if there are too many columns
   */
  CsvFormat(
      Plan plan,
      TableForm table,
      Offload offload,
      BatchMemory memory,
      long largest,
      Consumer<Buffer> out) {
    var paths = paths(plan);
    this.offload = offload;
    this.memory = memory;
    this.largest = largest;
    this.out = out;
    var columns = CsvColumns.ofMembers(paths);
    if (table.use() == CsvUse.ESCAPE) {
      columns = columns.escapingFormulas();
    }
    this.columns = table.arrays() == CsvArrays.JSON ? columns.withJsonArrays() : columns;
    this.width = paths.size();
  }

  /**
   * Checks that a plan can be answered as a table.
   *
   * @throws ProblemException {@code limit-exceeded} if there are too many columns
   */
  static void check(Plan plan) {
    var unused = paths(plan);
  }

  /** Returns the columns' paths of member names; none if a step returns whole documents. */
  private static List<List<String>> paths(Plan plan) {
    var steps = plan.root().leaves().stream().map(leaf -> leaf.view().fields()).toList();
    if (steps.stream().anyMatch(Projection::isAll)) {
      return List.of();
    }
    var paths = steps.stream().flatMap(fields -> fields.columns().stream()).distinct().toList();
    new LimitChecks(plan.limits()).checkCsvColumns(paths.size());
    return paths;
  }

  @Override
  public void begin(Consumer<Runnable> answer) {
    later = answer;
    out.accept(columns.header());
  }

  @Override
  public boolean isBusy() {
    return busy;
  }

  @Override
  public void begin(Branch group) {} // a row's id names its groups

  @Override
  public void end() {}

  @Override
  public void emptyStep(Leaf leaf) {}

  @Override
  public void item(Item item, boolean shown, boolean last) {
    if (!shown) {
      return;
    }
    var body = item.body();
    if (body != null && isLarge(body)) {
      busy = true;
      var grant = new Grant(memory, 0, largest);
      var bytes = Math.min(largest, body.length() + columns.rowMemory(body));
      grant.growTo(bytes, () -> cut(item, grant));
    } else {
      out.accept(row(item, Long.MAX_VALUE));
    }
  }

  private boolean isLarge(Buffer body) {
    return body.length() > LARGE || (long) body.length() * width > WIDE;
  }

  private void cut(Item item, Grant grant) {
    offload
        .run(() -> row(item, grant.bytes()))
        .recover(failed -> tooLong(item, failed))
        .onComplete(
            cut -> {
              grant.close(); // in the same turn the row is counted by who takes it
              later.accept(() -> written(cut));
            });
  }

  private Buffer row(Item item, long memory) {
    return columns.row(
        item.leaf().id(), item.target(), item.status(), item.body(), item.error(), memory);
  }

  private Future<Buffer> tooLong(Item item, Throwable failed) {
    if (!(failed instanceof RowTooLongException)) {
      return Future.failedFuture(failed);
    }
    complete = false;
    var problem = LimitChecks.rowTooLong(largest);
    var error = problem.type().slug() + ": " + problem.detail();
    return Future.succeededFuture(
        columns.row(item.leaf().id(), item.target(), problem.status(), null, error));
  }

  @Override
  public boolean isComplete() {
    return complete;
  }

  private void written(AsyncResult<Buffer> cut) {
    busy = false;
    if (cut.failed()) {
      throw new IllegalStateException("a row of CSV could not be cut", cut.cause());
    }
    out.accept(cut.result());
  }

  @Override
  public Buffer tail(Summary summary, JsonObject more) {
    return Buffer.buffer();
  }
}
