package dev.pokebatch.gateway.answer;

/**
 * The memory that answers may take while they wait for their turn or their client, shared equally
 * by the batches that run on one event loop. Confined to that event loop.
 */
public final class AnswerBudget {

  private final long bytes;
  private int open;

  /** Shares so many bytes. */
  public AnswerBudget(long bytes) {
    this.bytes = bytes;
  }

  /** One more answer takes its share, until {@link #close}. */
  public void open() {
    open++;
  }

  /** An answer is done. */
  public void close() {
    open--;
  }

  /** The bytes that each open answer may hold, at this moment. */
  long share() {
    return bytes / Math.max(1, open);
  }
}
