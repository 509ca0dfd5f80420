package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.StoredDocument;

/** Something kept. */
sealed interface Entry {

  /** About what it takes of the heap beyond its text: keys, records, its place in the map. */
  int OVERHEAD_BYTES = 512;

  /** The bytes of its text. */
  long textBytes();

  /** What it takes of the bound. */
  default int weight() {
    return (int) Math.min(Integer.MAX_VALUE, OVERHEAD_BYTES + textBytes());
  }

  /** A document. */
  record Held(StoredDocument document) implements Entry {
    @Override
    public long textBytes() {
      return document.body().bytes().length;
    }
  }

  /** That there is no such document. */
  record Missing(Failure failure, long untilMs) implements Entry {
    @Override
    public long textBytes() {
      return 2L * (failure.detail().length() + String.join("", failure.suggestions()).length());
    }
  }

  /** Where a name leads. */
  record Named(Alias alias) implements Entry {
    @Override
    public long textBytes() {
      return 0;
    }
  }

  /** What a document came down to. */
  record Projected(Cut cut) implements Entry {

    private static final int LINK_BYTES = 200;

    @Override
    public long textBytes() {
      return cut.bytes().length() + (long) LINK_BYTES * cut.links().size();
    }
  }
}
