package dev.pokebatch.contract;

/** In place of a message that this process cannot read; {@link Inbox} answers it. */
enum UnreadableMessage {
  /** The only one: whatever could be said of such a message is in the log. */
  INSTANCE
}
