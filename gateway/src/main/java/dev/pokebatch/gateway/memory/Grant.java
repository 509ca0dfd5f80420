package dev.pokebatch.gateway.memory;

import dev.pokebatch.contract.client.MemoryGrant;

/**
 * The part of a batch's memory that a fetcher may fill with one document. Closed when the reply has
 * arrived and the bytes that the batch keeps are held. Confined to one event loop.
 */
public final class Grant implements MemoryGrant, AutoCloseable {

  private final BatchMemory memory;
  private final long most;
  private long bytes;
  private long refused;
  private boolean closed;
  private Runnable whenRefused = () -> {};

  /**
   * Creates a grant of bytes that fit.
   *
   * @param most the size of the largest document that is accepted, in bytes
   */
  public Grant(BatchMemory memory, long bytes, long most) {
    this.memory = memory;
    this.bytes = bytes;
    this.most = most;
    memory.grant(bytes);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  /** Sets the action for a document that is larger than what is accepted. */
  public void whenRefused(Runnable action) {
    whenRefused = action;
  }

  /** Returns the size of the document that was too large, in bytes; 0 if none was. */
  public long refused() {
    return refused;
  }

  @Override
  public void growTo(long size, Runnable granted) {
    if (closed) {
      return;
    }
    if (size > most) {
      refused = size;
      whenRefused.run();
      return;
    }
    var more = Math.max(0, size - bytes);
    if (memory.fits(more)) {
      grow(more, granted);
    } else {
      memory.await(more, () -> grow(more, granted));
    }
  }

  private void grow(long more, Runnable granted) {
    if (!closed) {
      bytes += more;
      memory.grant(more);
      granted.run();
    }
  }

  /** Releases the memory; later calls do nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      memory.ungrant(bytes);
    }
  }
}
