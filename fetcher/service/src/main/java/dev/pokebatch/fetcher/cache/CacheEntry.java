package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;

/** Something kept. */
sealed interface CacheEntry {

  /** About what it takes of the heap beyond its text: keys, records, its place in the map. */
  int OVERHEAD_BYTES = 512;

  /** The bytes of its text. */
  long textBytes();

  /** What it takes of the bound. */
  default int weight() {
    return (int) Math.min(Integer.MAX_VALUE, OVERHEAD_BYTES + textBytes());
  }

  /** A document. */
  record Present(CachedDocument document) implements CacheEntry {
    @Override
    public long textBytes() {
      return document.body().bytes().length;
    }
  }

  /** That there is no such document. */
  record Absent(Failure failure, long untilMs) implements CacheEntry {
    @Override
    public long textBytes() {
      return 2L * (failure.detail().length() + String.join("", failure.suggestions()).length());
    }
  }

  /** Where a name leads. */
  record Named(Alias alias) implements CacheEntry {
    @Override
    public long textBytes() {
      return 0;
    }
  }

  /** What a document came down to. */
  record Projected(ProjectedDocument projected) implements CacheEntry {

    private static final int LINK_BYTES = 200;

    @Override
    public long textBytes() {
      return projected.bytes().length() + (long) LINK_BYTES * projected.links().size();
    }
  }
}
