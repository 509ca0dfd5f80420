package dev.pokebatch.gateway.store;

/** What bytes are counted of: how many are stored of each is a row of the database. */
public enum StorageQuota {
  /** Requests and results of all jobs, as they are stored. */
  JOBS("jobs", "jobsBytes"),
  /** Bodies of all collections. */
  COLLECTIONS("collections", "collectionBytes");

  private final String word;
  private final String limit;

  StorageQuota(String word, String limit) {
    this.word = word;
    this.limit = limit;
  }

  /** What the database calls it. */
  String word() {
    return word;
  }

  /** The name of its limit. */
  public String limit() {
    return limit;
  }
}
