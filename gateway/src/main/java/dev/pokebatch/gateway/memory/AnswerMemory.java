package dev.pokebatch.gateway.memory;

import dev.pokebatch.process.memory.MemoryPool;
import io.vertx.core.Context;

/**
 * The memory for the answers of a process. Each batch owns a small part, so that small documents
 * never wait; the rest is a pool that all batches share. Safe for any thread.
 */
public final class AnswerMemory {

  /** The most bytes that a batch owns. */
  private static final long MOST_OWN = 32 << 10;

  private final MemoryPool pool;
  private final MemoryPool references;
  private final long own;

  /**
   * @param bytes the bytes of all answers together, at least 8
   * @param batches how many answers there may be at once, at least 1; an eighth of the bytes is
   *     divided among them
   * @param references the bytes for documents that references read, at least 1
   */
  public AnswerMemory(long bytes, int batches, long references) {
    this.references = new MemoryPool("references", references);
    this.own = Math.min(MOST_OWN, bytes / 8 / Math.max(1, batches));
    this.pool = new MemoryPool("answers", bytes - own * batches);
  }

  /** Returns a memory without bounds. */
  public static AnswerMemory unbounded() {
    return new AnswerMemory(Long.MAX_VALUE / 4, 1, Long.MAX_VALUE / 4);
  }

  /** Returns the pool that all batches share. */
  public MemoryPool pool() {
    return pool;
  }

  /** Returns the pool for documents that references read, until their paths have been evaluated. */
  public MemoryPool references() {
    return references;
  }

  /** Returns the size of the largest document that a batch may hold, in bytes. */
  public long largest() {
    return pool.size() / 2;
  }

  /** Opens the memory of a batch that runs on the event loop of this context. */
  public BatchMemory open(Context loop) {
    return new BatchMemory(pool, own, task -> loop.runOnContext(soon -> task.run()));
  }
}
