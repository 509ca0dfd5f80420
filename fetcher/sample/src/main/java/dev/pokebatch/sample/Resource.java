package dev.pokebatch.sample;

import java.io.IOException;

/**
 * One kind of document: which there are, and what stands in each. It is where documents come from:
 * some are written from facts, others read from a folder. Immutable, for any thread.
 */
interface Resource {

  /** The resource's name in a path, such as {@code pokemon-species}. */
  String path();

  /** How many documents the list names. */
  int size();

  /** The id of the document at a place in the list, from 0. */
  int idAt(int place);

  /** The id of the document that a key names: an id or a name; -1 where there is none. */
  int idOf(String key);

  /** A document's name; empty where it has an id only. */
  String nameOf(int id);

  /** Writes a document that exists; it may block. */
  void write(int id, DocumentWriter out) throws IOException;

  /** Whether a document has another one beside it that says where a Pokémon is met. */
  default boolean hasEncounters(int id) {
    return false;
  }

  /** Writes where a Pokémon is met: nowhere that is known of. It may block. */
  default void writeEncounters(int id, DocumentWriter out) throws IOException {
    out.json().writeStartArray();
    out.json().writeEndArray();
  }
}
