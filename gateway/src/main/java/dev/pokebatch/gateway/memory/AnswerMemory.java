package dev.pokebatch.gateway.memory;

import dev.pokebatch.process.memory.MemoryPool;
import io.vertx.core.Context;

/**
 * The memory for the answers of a process. Each batch has a small part of its own, so that small
 * documents never wait; the rest is a pool that all batches share. Safe for any thread.
 */
public final class AnswerMemory {

  /** The most that a batch has of its own, in bytes. */
  private static final long MOST_OWN = 32 << 10;

  private final MemoryPool pool;
  private final MemoryPool references;
  private final long own;

  /**
   * @param bytes of all answers together, at least 8
   * @param batches how many answers there may be at once, at least 1; an eighth of the bytes is
   *     divided between them
   * @param references for what references read of documents, at least 1
   */
  public AnswerMemory(long bytes, int batches, long references) {
    this.references = new MemoryPool("references", references);
    this.own = Math.min(MOST_OWN, bytes / 8 / Math.max(1, batches));
    this.pool = new MemoryPool("answers", bytes - own * batches);
  }

  /** As much as anybody asks for. */
  public static AnswerMemory unbounded() {
    return new AnswerMemory(Long.MAX_VALUE / 4, 1, Long.MAX_VALUE / 4);
  }

  /** What the batches share. */
  public MemoryPool pool() {
    return pool;
  }

  /** What references read of documents, until their paths have been evaluated. */
  public MemoryPool references() {
    return references;
  }

  /** The largest document that a batch may hold, in bytes. */
  public long largest() {
    return pool.size() / 2;
  }

  /** The memory of one more batch, which runs on the event loop of this context. */
  public BatchMemory open(Context loop) {
    return new BatchMemory(pool, own, task -> loop.runOnContext(soon -> task.run()));
  }
}
