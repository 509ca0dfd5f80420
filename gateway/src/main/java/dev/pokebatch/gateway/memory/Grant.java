package dev.pokebatch.gateway.memory;

import dev.pokebatch.contract.client.MemoryGrant;

/**
 * The memory of a batch that a fetcher may fill with one document. It is closed when the reply is
 * there and what the batch keeps of it is held. Confined to one event loop.
 */
public final class Grant implements MemoryGrant, AutoCloseable {

  private final BatchMemory memory;
  private final long most;
  private long bytes;
  private long refused;
  private boolean closed;
  private Runnable whenRefused = () -> {};

  /**
   * Uses so many bytes, which fit.
   *
   * @param most the largest document that is accepted, in bytes
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

  /** Says what to do about a document that is larger than what is accepted. */
  public void whenRefused(Runnable action) {
    whenRefused = action;
  }

  /** The size of the document that was too large, in bytes; 0 if none was. */
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

  /** Gives the memory back; later calls do nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      memory.ungrant(bytes);
    }
  }
}
