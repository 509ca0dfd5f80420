package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.fetcher.fetch.Link;

/**
 * The document that a link names, and where such links stand.
 *
 * @param target the document, as {@code resource/key}
 * @param path where the links stand: member names separated by dots, without array indexes
 */
record LinkTarget(String target, String path) {
  static LinkTarget of(Link link) {
    return new LinkTarget(link.target().toString(), link.path());
  }
}
