package dev.pokebatch.gateway.answer;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The memory that answers may take while they wait for their turn or their client, shared equally
 * by the batches that a process runs. Safe for any thread.
 */
public final class AnswerBudget {

  private final long bytes;
  private final AtomicInteger open = new AtomicInteger();

  /** Shares so many bytes. */
  public AnswerBudget(long bytes) {
    this.bytes = bytes;
  }

  /** One more answer takes its share, until {@link #close}. */
  public void open() {
    open.incrementAndGet();
  }

  /** An answer is done. */
  public void close() {
    open.decrementAndGet();
  }

  /** The bytes that each open answer may hold, at this moment. */
  long share() {
    return bytes / Math.max(1, open.get());
  }
}
