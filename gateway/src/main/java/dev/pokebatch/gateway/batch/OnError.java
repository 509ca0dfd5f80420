package dev.pokebatch.gateway.batch;

/** What a group does when one of its steps fails. */
public enum OnError {
  /** The other steps run on. */
  CONTINUE,
  /** The group cancels the documents in flight, skips the rest, and ends when all have ended. */
  STOP
}
