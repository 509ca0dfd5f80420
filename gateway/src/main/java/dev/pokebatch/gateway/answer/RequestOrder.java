package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.run.Result;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts results into request order: holds what comes before its turn, within the answer's share of
 * memory, and shows its writer one thing after the other. Confined to one event loop.
 */
final class RequestOrder {

  private final List<Outline.Entry> outline;
  private final AnswerBudget budget;
  private final Writer writer;
  private final Map<Long, Result> held = new HashMap<>();
  private final Map<Integer, Integer> counts = new HashMap<>();
  private long heldBytes;
  private int entry;
  private int item;

  /**
   * @param plan what the results are of
   * @param budget what may be held
   */
  RequestOrder(Plan plan, AnswerBudget budget, Writer writer) {
    this.outline = Outline.of(plan.root());
    this.budget = budget;
    this.writer = writer;
  }

  void open() {
    budget.open();
  }

  /** Forgets everything. */
  void close() {
    budget.close();
    held.clear();
  }

  /**
   * Whether so much is held that this document must not be sent for; the one that is next in order
   * is never refused while the writer takes it.
   */
  boolean isFull(Leaf leaf, int asked) {
    return heldBytes >= budget.share() && (writer.isFull() || !isNext(leaf, asked));
  }

  private boolean isNext(Leaf leaf, int asked) {
    return (asked == item || asked == Result.STEP)
        && !isDone()
        && outline.get(entry) instanceof Outline.Documents documents
        && documents.leaf().ordinal() == leaf.ordinal();
  }

  void resolved(Leaf leaf, int documents) {
    counts.put(leaf.ordinal(), documents);
    advance();
  }

  void accept(Result result) {
    held.put(key(result.leaf(), result.item()), result);
    heldBytes += result.bodyBytes();
    advance();
  }

  /** Shows what can be shown, as far as the writer takes it. */
  void advance() {
    while (!writer.isFull() && !isDone() && show(outline.get(entry))) {}
  }

  /** Whether all has been shown. */
  boolean isDone() {
    return entry == outline.size();
  }

  private boolean show(Outline.Entry next) {
    if (next instanceof Outline.Documents documents) {
      return show(documents.leaf());
    }
    if (next instanceof Outline.Begin begin) {
      writer.begin(begin.group());
    } else {
      writer.end();
    }
    entry++;
    return true;
  }

  /** The next document of a step, or the step itself, where it came to none. */
  private boolean show(Leaf leaf) {
    var count = count(leaf);
    if (count == 0) {
      writer.nothing(leaf);
      nextEntry();
      return true;
    }
    var unresolved = count < 0;
    var result = held.remove(key(leaf, unresolved ? Result.STEP : item));
    if (result == null) {
      return false;
    }
    heldBytes -= result.bodyBytes();
    writer.result(result, ++item == count || unresolved);
    if (unresolved || item == count) {
      nextEntry();
    }
    return true;
  }

  /** How many documents a step has; -1 where that never became known, or has not yet. */
  private int count(Leaf leaf) {
    return leaf.selection() instanceof Selection.Fixed fixed
        ? fixed.target().size()
        : counts.getOrDefault(leaf.ordinal(), -1);
  }

  private void nextEntry() {
    item = 0;
    entry++;
  }

  private static long key(Leaf leaf, int item) {
    return (long) leaf.ordinal() << 32 | (item & 0xFFFF_FFFFL);
  }

  /** Is shown everything, in request order. */
  interface Writer {
    /** Whether the client has to read before more is written. */
    boolean isFull();

    /** A group begins. */
    void begin(Branch group);

    /** The group that began last, and has not ended, ends. */
    void end();

    /** A step turned out to stand for no documents. */
    void nothing(Leaf leaf);

    /**
     * A document, or a step that came to none.
     *
     * @param last whether nothing more comes of its step
     */
    void result(Result result, boolean last);
  }
}
