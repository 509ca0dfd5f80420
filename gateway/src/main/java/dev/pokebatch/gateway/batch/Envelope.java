package dev.pokebatch.gateway.batch;

/** What an answer contains besides the documents. */
public enum Envelope {
  /** The result of each document, with its status, and a summary. */
  FULL,
  /** Nothing: an answer is its documents, and a row for each one that could not be fetched. */
  NONE
}
