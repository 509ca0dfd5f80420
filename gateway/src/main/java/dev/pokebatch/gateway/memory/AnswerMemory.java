package dev.pokebatch.gateway.memory;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Context;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * The memory for the answers of a process. Each batch owns a small part, so that small documents
 * never wait; the rest is a pool that all batches share. This is the view of one client. Safe for
 * any thread.
 */
public final class AnswerMemory {

  /** The most bytes that a batch owns. */
  private static final long MOST_OWN = 32 << 10;

  private final MemoryPool pool;
  private final MemoryPool references;
  private final MemoryPool responses;
  private final long own;
  private final String client;

  /**
   * The memory for all clients.
   *
   * @param bytes the bytes of all answers together, at least 8
   * @param batches how many answers there may be at once, at least 1; an eighth of the bytes is
   *     divided among them
   * @param references the bytes for documents that references read, at least 1
   * @param responses the bytes of responses that are complete, or have ended, and that their
   *     clients have not read, at least 1
   */
  public AnswerMemory(long bytes, int batches, long references, long responses) {
    this.references = new MemoryPool("references", references);
    this.responses = new MemoryPool("responses", responses);
    this.own = Math.min(MOST_OWN, bytes / 8 / Math.max(1, batches));
    this.pool = new MemoryPool("answers", bytes - own * batches);
    this.client = MemoryPool.NOBODY;
  }

  private AnswerMemory(
      MemoryPool pool, MemoryPool references, MemoryPool responses, long own, String client) {
    this.pool = pool;
    this.references = references;
    this.responses = responses;
    this.own = own;
    this.client = client;
  }

  /** Returns a memory without bounds. */
  public static AnswerMemory unbounded() {
    return new AnswerMemory(Long.MAX_VALUE / 4, 1, Long.MAX_VALUE / 4, Long.MAX_VALUE / 4);
  }

  /** Returns a view of the same memory for a client. */
  public AnswerMemory of(ClientId other) {
    return new AnswerMemory(pool, references, responses, own, other.name());
  }

  /** Returns the pool that all batches share. */
  public MemoryPool pool() {
    return pool;
  }

  /** Returns the pool for documents that references read, until their paths have been evaluated. */
  public MemoryPool references() {
    return references;
  }

  /**
   * Reserves bytes for what a reference of the client reads.
   *
   * @param granted as of {@link MemoryPool#reserve}
   */
  public Reservation reserveForReference(long bytes, Executor executor, Runnable granted) {
    return references.reserve(client, bytes, executor, granted);
  }

  /** Reserves bytes for bodies that are cached for references, if that is possible now. */
  public Optional<Reservation> tryReserveForReferences(long bytes) {
    return references.tryReserve(client, bytes);
  }

  /** Returns the pool for responses that are complete and that their clients have not read. */
  public MemoryPool responses() {
    return responses;
  }

  /** Reserves bytes for a complete response to the client, if that is possible now. */
  public Optional<Reservation> tryReserveForResponse(long bytes) {
    return responses.tryReserve(client, bytes);
  }

  /** Whether the client has read enough of its responses to get another one. */
  public boolean mayRespond() {
    return responses.mayReserve(client);
  }

  /** Returns the size of the largest document that a batch may hold, in bytes. */
  public long largest() {
    return pool.size() / 2;
  }

  /** Opens the memory of a batch that runs on the event loop of this context. */
  public BatchMemory open(Context loop) {
    return new BatchMemory(
        pool,
        new SendingBytes(responses, client),
        client,
        own,
        task -> loop.runOnContext(soon -> task.run()));
  }
}
