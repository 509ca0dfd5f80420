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
 * Puts results into request order: holds results that arrive before their turn, within the batch's
 * memory, and passes each to its writer in turn. Of a request that is still being read, it accepts
 * a bounded number of steps ahead. Confined to one event loop.
 */
final class ReorderBuffer {

  /** The most steps that may be known and not written. */
  private static final int MOST_AHEAD = 1_000;

  /** The most bytes that may wait for their turn or for the client. */
  private static final long MOST_WAITING = 16 << 20;

  /** The most bytes that may wait for their turn while memory is short. */
  private static final long FEW_WAITING = 64 << 10;

  /** The entries that have not been written. */
  private final Deque<Outline.OutlineEntry> outline = new ArrayDeque<>();

  private final BatchMemory memory;
  private final Writer writer;
  private final Map<Position, Result> held = new HashMap<>();
  private final Map<Long, Integer> counts = new HashMap<>();
  private long heldBytes;
  private int item;

  /**
   * @param memory counts results that wait for their turn
   */
  ReorderBuffer(BatchMemory memory, Writer writer) {
    this.memory = memory;
    this.writer = writer;
  }

  /** Adds the steps of a plan after those that are known. */
  void add(Plan plan) {
    outline.addAll(Outline.of(plan.root()));
  }

  /** Whether more steps may be added now. */
  boolean acceptsMoreSteps() {
    return outline.size() < MOST_AHEAD && !holdsMuch();
  }

  /** Drops the results that wait. */
  void close() {
    held.clear();
  }

  /**
   * Whether so many bytes wait that this document must not be requested now. The next document in
   * order may always be requested while the client reads.
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
        && outline.peekFirst() instanceof Outline.OutlineDocuments documents
        && documents.leaf().ordinal() == leaf.ordinal();
  }

  void resolved(Leaf leaf, int documents) {
    counts.put(leaf.ordinal(), documents);
    advance();
  }

  void accept(Result result) {
    held.put(new Position(result.leaf().ordinal(), result.item()), result);
    heldBytes += result.memoryBytes();
    memory.hold(result.memoryBytes());
    advance();
  }

  /** Passes every result whose turn has come to the writer. */
  void advance() {
    while (!writer.isBusy() && !outline.isEmpty() && write(outline.getFirst())) {}
  }

  /** Whether every known step has been written. */
  boolean isDone() {
    return outline.isEmpty();
  }

  private boolean write(Outline.OutlineEntry next) {
    if (next instanceof Outline.OutlineDocuments documents) {
      return write(documents.leaf());
    }
    if (next instanceof Outline.Begin begin) {
      writer.begin(begin.group());
    } else {
      writer.end();
    }
    outline.removeFirst();
    return true;
  }

  /** Writes the next document of a step, or the step itself if it resolved to none. */
  private boolean write(Leaf leaf) {
    var count = count(leaf);
    if (count == 0) {
      writer.emptyStep(leaf);
      finish(leaf);
      return true;
    }
    var unresolved = count < 0;
    var result = held.remove(new Position(leaf.ordinal(), unresolved ? Result.STEP : item));
    if (result == null) {
      return false;
    }
    heldBytes -= result.memoryBytes();
    memory.release(result.memoryBytes());
    writer.result(result, ++item == count || unresolved);
    if (unresolved || item == count) {
      finish(leaf);
    }
    return true;
  }

  /** Returns how many documents a step has; -1 if that is unknown. */
  private int count(Leaf leaf) {
    return leaf.selection() instanceof Selection.Fixed fixed
        ? fixed.documents().size()
        : counts.getOrDefault(leaf.ordinal(), -1);
  }

  private void finish(Leaf leaf) {
    item = 0;
    outline.removeFirst();
    counts.remove(leaf.ordinal());
  }

  /** The position of a result in the request. */
  private record Position(long ordinal, int item) {}

  /** Writes groups, steps and results in request order. */
  interface Writer {
    /**
     * Whether it writes a result on a worker thread, and accepts no other one until that is done.
     */
    default boolean isBusy() {
      return false;
    }

    /** Whether the client has to read before more is written. */
    boolean isFull();

    /** Whether some of the written bytes wait on the disk. */
    boolean isOnDisk();

    /** Begins a group. */
    void begin(Branch group);

    /** Ends the innermost open group. */
    void end();

    /** Writes a step that resolved to no documents. */
    void emptyStep(Leaf leaf);

    /**
     * Writes a document, or a step that could not be resolved.
     *
     * @param last whether it is the last result of its step
     */
    void result(Result result, boolean last);
  }
}
