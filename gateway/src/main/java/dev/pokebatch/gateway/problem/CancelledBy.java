package dev.pokebatch.gateway.problem;

/** Who cancelled a document. */
public enum CancelledBy {
  /** The client cancelled the batch, or closed the connection. */
  CLIENT("client"),
  /** A step of the same group failed. */
  GROUP("group"),
  /** The gateway is shutting down. */
  SHUTDOWN("shutdown");

  private final String word;

  CancelledBy(String word) {
    this.word = word;
  }

  /** Returns the value of the problem's member {@code by}. */
  public String word() {
    return word;
  }
}
