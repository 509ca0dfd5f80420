package dev.pokebatch.fetcher.suggest;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Projector;
import io.vertx.core.Future;

/**
 * Accepts a name in another language as a key: if no document has the key, fetches the document
 * whose name it is. Learns the names of the documents that pass, each once. Confined to one event
 * loop.
 */
public final class LocalizedKeys implements Fetch {

  /** What is read of a document. */
  static final DocumentView NAMES =
      new DocumentView(
          Projection.parse("name,names.name,varieties.is_default,varieties.pokemon.name"),
          LinkPaths.NONE);

  private final TranslatedNames names;
  private final Projector projector;
  private final Fetch next;

  /**
   * @param names the names that the process knows
   * @param projector projects documents
   * @param next fetches documents
   */
  public LocalizedKeys(TranslatedNames names, Projector projector, Fetch next) {
    this.names = names;
    this.projector = projector;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var got = next.get(call).onSuccess(document -> learn(call, document));
    return got.succeeded() ? got : got.recover(cause -> failed(call, cause));
  }

  private void learn(FetchCall call, Document document) {
    if (names.claim(call.path())) {
      projector
          .project(document, NAMES)
          .compose(FieldLookup::read)
          .onSuccess(read -> names.learn(call.path().resource(), read));
    }
  }

  private Future<Document> failed(FetchCall call, Throwable cause) {
    if (cause instanceof FetchException missing
        && missing.failure().kind() == FailureKind.NOT_FOUND) {
      var meant = names.find(call.path());
      if (meant.isPresent()) {
        return next.get(call.at(meant.get()))
            .map(document -> document.including(missing.effort()))
            .recover(again -> Future.failedFuture(cause));
      }
    }
    return Future.failedFuture(cause);
  }
}
