package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Branch;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.run.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Puts results into request order: holds what comes before its turn, within the batch's memory, and
 * shows its writer one thing after the other. Of a request that is still being read, it looks ahead
 * for so many steps. Confined to one event loop.
 */
final class ReorderBuffer {

  /** In steps. */
  private static final int MOST_AHEAD = 1_000;

  /** In bytes: what may wait for its turn, or for its client. */
  private static final long MOST_WAITING = 16 << 20;

  /** In bytes: what may wait for its turn while memory is short. */
  private static final long FEW_WAITING = 64 << 10;

  /** What has not been shown. */
  private final Deque<Outline.Entry> outline = new ArrayDeque<>();

  private final BatchMemory memory;
  private final Writer writer;
  private final Map<Place, Result> held = new HashMap<>();
  private final Map<Long, Integer> counts = new HashMap<>();
  private long heldBytes;
  private int item;

  /**
   * @param memory that results are counted in while they are held
   */
  ReorderBuffer(BatchMemory memory, Writer writer) {
    this.memory = memory;
    this.writer = writer;
  }

  /** More steps follow those that are known. */
  void add(Plan plan) {
    outline.addAll(Outline.of(plan.root()));
  }

  /** Whether there may be more of them. */
  boolean looksFurtherAhead() {
    return outline.size() < MOST_AHEAD && !holdsMuch();
  }

  /** Forgets everything. */
  void close() {
    held.clear();
  }

  /**
   * Whether so much waits that this document must not be sent for; the one that is next in order is
   * never refused while the client reads.
   */
  boolean isFull(Leaf leaf, int asked) {
    return writer.isFull() ? mustWaitForClient() : !isNext(leaf, asked) && holdsMuch();
  }

  private boolean mustWaitForClient() {
    return writer.isOnDisk() || memory.isShort() || memory.used() > MOST_WAITING;
  }

  private boolean holdsMuch() {
    return heldBytes > FEW_WAITING && (heldBytes > MOST_WAITING || memory.isShort());
  }

  private boolean isNext(Leaf leaf, int asked) {
    return (asked == item || asked == Result.STEP)
        && outline.peekFirst() instanceof Outline.Documents documents
        && documents.leaf().ordinal() == leaf.ordinal();
  }

  void resolved(Leaf leaf, int documents) {
    counts.put(leaf.ordinal(), documents);
    advance();
  }

  void accept(Result result) {
    held.put(new Place(result.leaf().ordinal(), result.item()), result);
    heldBytes += result.memoryBytes();
    memory.hold(result.memoryBytes());
    advance();
  }

  /** Shows what can be shown. */
  void advance() {
    while (!writer.isBusy() && !outline.isEmpty() && show(outline.getFirst())) {}
  }

  /** Whether all has been shown that is known. */
  boolean isDone() {
    return outline.isEmpty();
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
    outline.removeFirst();
    return true;
  }

  /** The next document of a step, or the step itself, where it came to none. */
  private boolean show(Leaf leaf) {
    var count = count(leaf);
    if (count == 0) {
      writer.nothing(leaf);
      leave(leaf);
      return true;
    }
    var unresolved = count < 0;
    var result = held.remove(new Place(leaf.ordinal(), unresolved ? Result.STEP : item));
    if (result == null) {
      return false;
    }
    heldBytes -= result.memoryBytes();
    memory.release(result.memoryBytes());
    writer.result(result, ++item == count || unresolved);
    if (unresolved || item == count) {
      leave(leaf);
    }
    return true;
  }

  /** How many documents a step has; -1 where that never became known, or has not yet. */
  private int count(Leaf leaf) {
    return leaf.selection() instanceof Selection.Fixed fixed
        ? fixed.documents().size()
        : counts.getOrDefault(leaf.ordinal(), -1);
  }

  private void leave(Leaf leaf) {
    item = 0;
    outline.removeFirst();
    counts.remove(leaf.ordinal());
  }

  /** Where a result belongs. */
  private record Place(long ordinal, int item) {}

  /** Is shown everything, in request order. */
  interface Writer {
    /**
     * Whether it writes a result beside the event loop, and takes no other one until it is done.
     */
    default boolean isBusy() {
      return false;
    }

    /** Whether the client has to read before more is written. */
    boolean isFull();

    /** Whether some of what was written waits on the disk. */
    boolean isOnDisk();

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
