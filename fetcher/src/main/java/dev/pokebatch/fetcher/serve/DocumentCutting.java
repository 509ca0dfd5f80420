package dev.pokebatch.fetcher.serve;

import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Cutting;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.View;
import dev.pokebatch.fetcher.projection.DocumentCutter;
import dev.pokebatch.fetcher.projection.InvalidDocumentException;

/** The projection, in the stack's words: what is no document is the upstream's invalid body. */
public final class DocumentCutting implements Cutting {

  private final DocumentCutter cutter;

  /** Cuts with the given cutter, on whose event loop it stays. */
  public DocumentCutting(DocumentCutter cutter) {
    this.cutter = cutter;
  }

  @Override
  public Cut cut(Encoded body, View view) throws FetchException {
    try {
      return cutter.cut(body, view);
    } catch (InvalidDocumentException invalid) {
      throw FetchException.of(FailureKind.UPSTREAM_INVALID_BODY, words(invalid));
    }
  }

  private static String words(InvalidDocumentException invalid) {
    return switch (invalid.reason()) {
      case TOO_LARGE -> "the upstream's document is larger than we take";
      case CORRUPT -> "the upstream's document came damaged";
      case INVALID_JSON -> "the upstream's document is no valid JSON";
    };
  }
}
