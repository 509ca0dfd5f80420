package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Node;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object with the results in request order, groups within groups as they were asked for.
 * What comes before its turn is held, within the answer's share of memory; how the bytes leave is
 * {@link JsonBody}'s matter.
 */
public final class JsonAnswer implements Answer {

  private final HttpServerResponse response;
  private final JsonBody body;
  private final AnswerBudget budget;
  private final List<Outline.Entry> outline;
  private final Map<Long, Result> held = new HashMap<>();
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Deque<StepStatus> groups = new ArrayDeque<>();
  private long heldBytes;
  private int entry;
  private int item;
  private StepStatus step = new StepStatus();
  private @Nullable Summary summary;

  /**
   * @param plan what is answered
   * @param wholeBytes up to so many bytes an answer is sent whole, with a length
   * @param trailers whether the client takes trailers
   * @param budget what may be held
   */
  public JsonAnswer(
      HttpServerResponse response,
      Plan plan,
      int wholeBytes,
      boolean trailers,
      AnswerBudget budget) {
    this.response = response;
    this.outline = Outline.of(plan.root());
    this.body = new JsonBody(response, wholeBytes, trailers);
    this.budget = budget;
  }

  @Override
  public void begin(Runnable resume) {
    budget.open();
    body.write("{\"responses\":[");
    response.drainHandler(
        drained -> {
          advance();
          resume.run();
        });
  }

  @Override
  public boolean isFull(Leaf leaf, int asked) {
    return heldBytes >= budget.share() && (body.isFull() || !isNext(leaf, asked));
  }

  private boolean isNext(Leaf leaf, int asked) {
    return asked == item
        && entry < outline.size()
        && outline.get(entry) instanceof Outline.Documents documents
        && documents.leaf().ordinal() == leaf.ordinal();
  }

  @Override
  public void resolved(Leaf leaf, int documents) {
    counts.put(leaf.ordinal(), documents);
    advance();
  }

  @Override
  public void accept(Result result) {
    held.put(key(result.leaf(), result.item()), result);
    heldBytes += result.bodyBytes();
    advance();
  }

  @Override
  public void end(Summary all) {
    summary = all;
    advance();
  }

  @Override
  public void abandon() {
    budget.close();
    held.clear();
  }

  private void advance() {
    while (!body.isFull() && entry < outline.size() && write(outline.get(entry))) {}
    if (summary != null && entry == outline.size()) {
      finish(summary);
    }
  }

  /** Writes what can be written of an entry; whether anything could. */
  private boolean write(Outline.Entry next) {
    if (next instanceof Outline.Begin begin) {
      body.write(open(begin.group()) + "\"responses\":[");
      groups.push(new StepStatus());
      entry++;
    } else if (next instanceof Outline.End) {
      var status = groups.pop();
      body.write("]," + status.members() + "}");
      inGroup(status);
      entry++;
    } else if (next instanceof Outline.Documents documents) {
      return write(documents.leaf());
    }
    return true;
  }

  /** The next document of a step; or the step itself, where it came to none. */
  private boolean write(Leaf leaf) {
    var count = count(leaf);
    if (count == 0) {
      body.write(open(leaf) + "\"items\":[]," + step.members() + "}");
      next();
      return true;
    }
    var unresolved = count < 0;
    var result = held.remove(key(leaf, unresolved ? Result.STEP : item));
    if (result == null) {
      return false;
    }
    heldBytes -= result.bodyBytes();
    var json = new ItemJson(result);
    step.add(json);
    if (unresolved || !leaf.many()) {
      json.write(open(leaf), "}", body::write);
      next();
    } else {
      write(leaf, json, item == 0, ++item == count);
    }
    return true;
  }

  private void write(Leaf leaf, ItemJson json, boolean first, boolean last) {
    var before = first ? open(leaf) + "\"items\":[" : ",";
    json.write(
        before + "{\"index\":" + (item - 1) + ",",
        last ? "}]," + step.members() + "}" : "}",
        body::write);
    if (last) {
      next();
    }
  }

  /** How many documents a step has; -1 where that never became known, or has not yet. */
  private int count(Leaf leaf) {
    return leaf.selection() instanceof Selection.Fixed fixed
        ? fixed.target().size()
        : counts.getOrDefault(leaf.ordinal(), -1);
  }

  private void next() {
    inGroup(step);
    step = new StepStatus();
    item = 0;
    entry++;
  }

  private void inGroup(StepStatus inner) {
    var group = groups.peek();
    if (group != null) {
      group.add(inner);
    }
  }

  private static String open(Node node) {
    var comma = node.index() == 0 ? "" : ",";
    return comma + "{\"id\":\"" + node.id() + "\",\"index\":" + node.index() + ",";
  }

  private static long key(Leaf leaf, int item) {
    return (long) leaf.ordinal() << 32 | (item & 0xFFFF_FFFFL);
  }

  private void finish(Summary all) {
    summary = null;
    budget.close();
    body.end(
        Buffer.buffer(
            "],\"summary\":"
                + SummaryJson.of(all).encode()
                + ",\"complete\":"
                + all.isComplete()
                + "}"),
        all);
  }
}
