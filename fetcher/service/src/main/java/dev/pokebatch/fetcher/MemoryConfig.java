package dev.pokebatch.fetcher;

/**
 * Memory limits of the stages of a fetcher process, in bytes.
 *
 * @param fetching documents being fetched: their bodies and, while they are validated and
 *     projected, their texts
 * @param replies large documents being sent to callers
 * @param expansions documents whose links are being followed, and the documents that replace the
 *     links
 */
public record MemoryConfig(long fetching, long replies, long expansions) {

  /**
   * Minimum pool size in maximum-size documents: one document in two forms, and half of another.
   */
  private static final double LARGEST = 2.5;

  /** The smallest usable pool for documents of up to {@code maxDocumentBytes}. */
  public static long smallest(long maxDocumentBytes) {
    return (long) (LARGEST * maxDocumentBytes);
  }
}
