package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes one JSON object, with groups nested as in the request. If results are filtered, groups and
 * steps without a shown result are left out.
 */
final class JsonFormat implements Format {

  private final Consumer<Buffer> out;
  private final boolean sparse;
  private final Map<Long, List<String>> elsewhere;

  /** The open groups, the innermost first; the last is the answer itself. */
  private final Deque<Level> levels = new ArrayDeque<>();

  private StepStatus step = new StepStatus();
  private int items;

  /**
   * @param sparse whether groups and steps without a shown result are left out
   * @param elsewhere by the ordinals of the steps of which another job has documents, the names
   *     that matched in none of those
   */
  JsonFormat(Consumer<Buffer> out, boolean sparse, Map<Long, List<String>> elsewhere) {
    this.out = out;
    this.sparse = sparse;
    this.elsewhere = elsewhere;
  }

  @Override
  public void begin(Consumer<Runnable> later) {
    levels.push(new Level(""));
    write("{\"responses\":[");
  }

  @Override
  public void begin(Branch group) {
    levels.push(new Level(members(group)));
    if (!sparse) {
      open();
    }
  }

  @Override
  public void end() {
    var level = levels.pop();
    if (level.open) {
      write("]," + level.status.members() + "}");
    }
    inner().status.add(level.status);
  }

  @Override
  public void emptyStep(Leaf leaf) {
    if (!sparse) {
      write(entry(leaf) + "\"items\":[]," + step.members() + "}");
    }
    inner().status.add(step);
  }

  @Override
  public void item(Item item, boolean shown, boolean last) {
    var names = elsewhere.get(item.leaf().ordinal());
    if (names != null) {
      step.addElsewhere(names);
    }
    step.add(item);
    var inStep = item.isOfMany();
    if (shown) {
      var before = inStep ? inItems(item) : entry(item.leaf());
      item.write(before, inStep && last ? "}" + endOfItems() : "}", out);
    } else if (last && items > 0) {
      write(endOfItems());
    }
    if (last) {
      inner().status.add(step);
      step = new StepStatus();
      items = 0;
    }
  }

  @Override
  public Buffer tail(Summary summary, JsonObject more) {
    var members =
        new JsonObject()
            .put("summary", SummaryJson.of(summary))
            .put("complete", summary.isComplete())
            .mergeIn(more);
    return Buffer.buffer("],").appendString(members.encode().substring(1));
  }

  private String inItems(Item item) {
    var before = items++ == 0 ? entry(item.leaf()) + "\"items\":[" : ",";
    return before + "{\"index\":" + item.index() + ",";
  }

  private String endOfItems() {
    return "]," + step.members() + "}";
  }

  /** Opens the groups around a step, and returns the text before its members. */
  private String entry(Leaf leaf) {
    open();
    return inner().comma() + members(leaf);
  }

  /** Writes the heads of groups that were delayed until they have a member. */
  private void open() {
    var around = levels.descendingIterator();
    var outer = around.next();
    while (around.hasNext()) {
      var level = around.next();
      if (!level.open) {
        level.open = true;
        write(outer.comma() + level.members + "\"responses\":[");
      }
      outer = level;
    }
  }

  private Level inner() {
    return levels.getFirst();
  }

  private static String members(Node node) {
    return "{\"id\":\"" + node.id() + "\",\"index\":" + node.index() + ",";
  }

  private void write(String text) {
    out.accept(Buffer.buffer(text));
  }

  /** An array of responses that is being written. */
  private static final class Level {
    private final String members;
    private final StepStatus status = new StepStatus();
    private boolean open;
    private boolean any;

    private Level(String members) {
      this.members = members;
    }

    private String comma() {
      var before = any ? "," : "";
      any = true;
      return before;
    }
  }
}
