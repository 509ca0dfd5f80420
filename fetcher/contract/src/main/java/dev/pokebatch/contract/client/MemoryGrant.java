package dev.pokebatch.contract.client;

/**
 * The memory that a caller has reserved for the document of one call. A fetcher sends no larger
 * document. Used on the event loop of the {@link FetcherClient}. The caller releases the memory,
 * after the call has its reply.
 */
public interface MemoryGrant {

  /** Accepts documents of any size, for callers that do not count memory. */
  MemoryGrant UNBOUNDED =
      new MemoryGrant() {
        @Override
        public long bytes() {
          return Long.MAX_VALUE;
        }

        @Override
        public void growTo(long bytes, Runnable granted) {
          granted.run();
        }
      };

  /** The largest document that is accepted now, in bytes. Never shrinks during a call. */
  long bytes();

  /**
   * Reserves enough memory for a larger document. Meanwhile the call waits, at most as long as its
   * budget; it asks for more only after {@code granted} has run.
   *
   * @param bytes the size of the document
   * @param granted to be run on the client's event loop, during this method or later, when {@link
   *     #bytes} is at least the size; does nothing if the call has ended by then
   */
  void growTo(long bytes, Runnable granted);
}
