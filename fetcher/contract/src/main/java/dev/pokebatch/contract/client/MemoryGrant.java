package dev.pokebatch.contract.client;

/**
 * How many bytes of memory a caller has set aside for the document of one call. A fetcher sends no
 * longer document. Used on the event loop of the {@link FetcherClient}; whoever passes it gives the
 * memory back, at the earliest when the call has its reply.
 */
public interface MemoryGrant {

  /** For callers that count no memory: every document is accepted. */
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

  /** The longest document that is accepted now, in bytes; it never shrinks during a call. */
  long bytes();

  /**
   * A fetcher has a longer document: asks for enough memory for it. The call waits, for no longer
   * than its budget; it asks again only when it has been answered.
   *
   * @param bytes the length of the document
   * @param granted to be run on the client's event loop, from within this method or later, once
   *     {@link #bytes} is at least that; nothing happens if the call is over by then
   */
  void growTo(long bytes, Runnable granted);
}
