package dev.pokebatch.gateway.quota;

/**
 * What batches cost in units of work: each document that a fetcher delivers, its bytes, and the
 * nodes that references and shapes visit. A document of PokéAPI that is cut down to a few fields
 * costs about 11, a whole one some hundreds.
 */
public final class WorkPrice {

  /** Units of a document, from the cache or not. */
  public static final long DOCUMENT = 10;

  /** Bytes of documents that cost one unit. */
  public static final long BYTES_A_UNIT = 1_024;

  /** Nodes visited by references or shapes that cost one unit. */
  public static final long NODES_A_UNIT = 100;

  private WorkPrice() {}

  /** Returns the price of a document. */
  static long ofDocument(long bytes) {
    return DOCUMENT + (bytes + BYTES_A_UNIT - 1) / BYTES_A_UNIT;
  }

  /** Returns the price of evaluating a reference or a shape. */
  static long ofNodes(long nodes) {
    return (nodes + NODES_A_UNIT - 1) / NODES_A_UNIT;
  }
}
