package dev.pokebatch.fetcher.fetch;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.TransportKind;

/**
 * What a call fetches, and how.
 *
 * @param path the document's path
 * @param view the view that the caller wants: a hint, since a document always comes whole
 * @param transport the transport to the upstream
 * @param omitSlash whether to request the URL without its usual trailing slash
 */
record FetchTarget(
    DocumentPath path, DocumentView view, TransportKind transport, boolean omitSlash) {

  /** Returns this target by another of the document's URLs. */
  FetchTarget at(DocumentPath other, boolean withoutSlash) {
    return new FetchTarget(other, view, transport, withoutSlash);
  }
}
