package dev.pokebatch.gateway.batch;

/** What a group does when one of its steps has failed. */
public enum OnError {
  /** Goes on: what failed has failed, the rest is not concerned. */
  CONTINUE,
  /** Ends as a task group does: calls off what is not finished, and waits for all to settle. */
  STOP
}
