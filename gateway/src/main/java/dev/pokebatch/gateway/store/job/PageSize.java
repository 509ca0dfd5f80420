package dev.pokebatch.gateway.store.job;

/**
 * How much is read at once.
 *
 * @param rows at most so many
 * @param bytes at most so many of the results' members, all together; a single row may have more
 */
public record PageSize(int rows, long bytes) {

  /**
   * What an answer that is streamed takes at a time: 256 KiB of no more than 1,000 results. As much
   * is held for each of its readers.
   */
  public static final PageSize STREAMED = new PageSize(1_000, 256 << 10);

  /** Refuses a page on which nothing fits. */
  public PageSize {
    if (rows < 1 || bytes < 1) {
      throw new IllegalArgumentException("nothing fits on a page of " + rows + " rows");
    }
  }
}
