package dev.pokebatch.gateway.bench;

/**
 * What is to be done.
 *
 * @param id short name
 * @param title in words
 * @param documents how many of a batch, each another one
 * @param batches number of consecutive batches of the same documents
 * @param concurrency how many at once
 * @param latencyMs of the upstream
 * @param fields what to keep of each
 * @param idealSeconds the theoretical minimum; 0 if unknown
 * @param gzip whether the answer is compressed
 */
record Workload(
    String id,
    String title,
    int documents,
    int batches,
    int concurrency,
    int latencyMs,
    String fields,
    double idealSeconds,
    boolean gzip) {

  private static final int MANY = 1_000;
  private static final int RUNS = 5;

  Workload(
      String id,
      String title,
      int documents,
      int batches,
      int concurrency,
      int latencyMs,
      String fields,
      double idealSeconds) {
    this(id, title, documents, batches, concurrency, latencyMs, fields, idealSeconds, false);
  }

  Workload compressed() {
    return new Workload(
        id, title, documents, batches, concurrency, latencyMs, fields, idealSeconds, true);
  }

  /** Whether it makes an object of its own of each document. */
  boolean hasShape() {
    return fields.contains(":");
  }

  /** Whether programs in other languages do it as well: those that choose fields of many. */
  boolean hasPeers() {
    return !fields.equals("*") && !gzip && documents >= MANY;
  }

  int warmUps() {
    return documents < MANY ? 80 : Math.max(1, 15 / batches);
  }

  int runs() {
    return batches > 15 ? 3 : RUNS;
  }

  /** How many documents all of its batches have together. */
  int allDocuments() {
    return documents * batches;
  }
}
