package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;

/** An entry of the document cache. */
sealed interface CacheEntry {

  /** Approximate heap overhead of an entry: keys, records and its node in the map. */
  int OVERHEAD_BYTES = 512;

  /** The size of its text, in bytes. */
  long textBytes();

  /** What the entry counts towards the cache's limit, in bytes. */
  default int weight() {
    return (int) Math.min(Integer.MAX_VALUE, OVERHEAD_BYTES + textBytes());
  }

  /** A cached document. */
  record Present(CachedDocument document) implements CacheEntry {
    @Override
    public long textBytes() {
      return document.body().bytes().length;
    }
  }

  /** A negative entry: the document does not exist. */
  record Absent(Failure failure, long untilMs) implements CacheEntry {
    @Override
    public long textBytes() {
      return 2L * (failure.detail().length() + String.join("", failure.suggestions()).length());
    }
  }

  /** The alias of a name. */
  record Named(Alias alias) implements CacheEntry {
    @Override
    public long textBytes() {
      return 0;
    }
  }

  /** A projection of a cached document. */
  record Projected(ProjectedDocument projected) implements CacheEntry {

    private static final int LINK_BYTES = 200;

    @Override
    public long textBytes() {
      return projected.bytes().length() + (long) LINK_BYTES * projected.links().size();
    }
  }
}
