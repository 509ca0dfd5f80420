package dev.pokebatch.fetcher;

/**
 * How much memory the stages of a fetcher process may take, in bytes.
 *
 * @param fetching documents that are being got: their bodies and, while they are validated and cut,
 *     their texts
 * @param replies large documents that are being sent to callers
 * @param expansions documents whose links are being followed, and those that came of the links
 */
public record MemoryConfig(long fetching, long replies, long expansions) {

  /** So many of the largest document a pool must hold: one twice, and a half of another. */
  private static final double LARGEST = 2.5;

  /** The smallest pool that makes sense for documents of up to so many bytes. */
  public static long smallest(long maxDocumentBytes) {
    return (long) (LARGEST * maxDocumentBytes);
  }
}
