package dev.pokebatch.gateway.store;

/**
 * A kind of stored data whose bytes are counted and limited. The database has a row with the stored
 * bytes of each.
 */
public enum StorageQuota {
  /** Requests and results of all jobs, after compression. */
  JOBS("jobs", "jobsBytes"),
  /** Bodies of all collections. */
  COLLECTIONS("collections", "collectionBytes");

  private final String word;
  private final String limit;

  StorageQuota(String word, String limit) {
    this.word = word;
    this.limit = limit;
  }

  /** Returns the value in the database column. */
  String word() {
    return word;
  }

  /** Returns the name of its limit in the API. */
  public String limit() {
    return limit;
  }
}
