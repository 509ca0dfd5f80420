package dev.pokebatch.fetcher.sample;

import java.io.IOException;

/** One kind of document: which there are, and how one is written. Immutable, for any thread. */
interface Resource {

  /** The resource's name in a path, such as {@code pokemon-species}. */
  String path();

  /** How many documents there are. */
  int size();

  /** The id of the document at a place in the list, from 0. */
  int idAt(int place);

  /** The id of the document that a key names: an id or a name; -1 where there is none. */
  int idOf(String key);

  /** A document's name; empty where this kind has ids only. */
  String nameOf(int id);

  /** Writes a document that exists. */
  void write(int id, DocumentWriter out) throws IOException;
}
