package dev.pokebatch.gateway.memory;

import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one answer that the client's socket was given and has not taken. Once the batch has
 * ended, they occupy the memory of responses. Confined to one event loop.
 */
final class SendingBytes {

  private final MemoryPool responses;
  private final String client;

  /** While the batch runs. */
  private long ofBatch;

  /** After the batch has ended; null before that, and if the socket had taken everything. */
  private @Nullable Reservation afterBatch;

  SendingBytes(MemoryPool responses, String client) {
    this.responses = responses;
    this.client = client;
  }

  /** Returns how many the batch has to count. */
  long bytes() {
    return ofBatch;
  }

  /** Adds bytes that the socket is given. */
  void add(long bytes) {
    ofBatch += bytes;
  }

  /** Removes bytes that the socket has taken, or that it has lost with its connection. */
  void sent(long bytes) {
    if (afterBatch == null) {
      ofBatch = Math.max(0, ofBatch - bytes);
    } else {
      afterBatch.giveBack(bytes);
    }
  }

  /** Ends the batch. Later calls do nothing. */
  void endBatch() {
    if (ofBatch > 0) {
      afterBatch = responses.hold(client, ofBatch);
      ofBatch = 0;
    }
  }
}
