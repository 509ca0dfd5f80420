package dev.pokebatch.gateway.problem;

/** Who called a document off. */
public enum CancelledBy {
  /** The client went away. */
  CLIENT("client"),
  /** A step of the same group has failed. */
  GROUP("group"),
  /** The gateway is stopping. */
  SHUTDOWN("shutdown");

  private final String word;

  CancelledBy(String word) {
    this.word = word;
  }

  /** What the problem's {@code by} says. */
  public String word() {
    return word;
  }
}
