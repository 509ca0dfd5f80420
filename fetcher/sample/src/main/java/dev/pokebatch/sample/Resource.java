package dev.pokebatch.sample;

import java.io.IOException;

/**
 * A resource: lists its documents and writes each of them, from facts or from a folder. Immutable
 * and thread-safe.
 */
interface Resource {

  /** The resource's name in a path, such as {@code pokemon-species}. */
  String path();

  /** The number of documents in the list. */
  int size();

  /** The id of the document at an index of the list, from 0. */
  int idAt(int index);

  /** The id of the document with a key, which is an id or a name; -1 if there is none. */
  int idOf(String key);

  /** The name of a document; empty if it has none. */
  String nameOf(int id);

  /** Writes an existing document. May block. */
  void write(int id, DocumentWriter out) throws IOException;

  /** Whether a document has encounters. */
  default boolean hasEncounters(int id) {
    return false;
  }

  /** Writes the encounters of a document: an empty list by default. May block. */
  default void writeEncounters(int id, DocumentWriter out) throws IOException {
    out.json().writeStartArray();
    out.json().writeEndArray();
  }
}
