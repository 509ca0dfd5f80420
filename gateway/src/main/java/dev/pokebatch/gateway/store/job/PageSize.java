package dev.pokebatch.gateway.store.job;

/**
 * The maximum size of one page of results.
 *
 * @param rows maximum number of rows
 * @param bytes maximum bytes of all rows' members together; a single row may exceed it
 */
public record PageSize(int rows, long bytes) {

  /**
   * The page of a streamed answer: at most 256 KiB and 1,000 results. Each reader holds one page in
   * memory.
   */
  public static final PageSize STREAMED = new PageSize(1_000, 256 << 10);

  /** Checks that a page has room for at least one row. */
  public PageSize {
    if (rows < 1 || bytes < 1) {
      throw new IllegalArgumentException(
          "a page needs at least one row and one byte, not " + rows + " rows");
    }
  }
}
