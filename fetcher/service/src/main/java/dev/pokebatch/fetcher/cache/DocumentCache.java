package dev.pokebatch.fetcher.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.cache.CacheEntry.Absent;
import dev.pokebatch.fetcher.cache.CacheEntry.Named;
import dev.pokebatch.fetcher.cache.CacheEntry.Present;
import dev.pokebatch.fetcher.cache.CacheEntry.Projected;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one process, as gzip, and what is known of them: which do not exist, where names
 * lead, what hot ones came down to; all bounded by their bytes together. Shared by all fetcher
 * verticles and safe to share; the only class that knows the cache library.
 */
public final class DocumentCache {

  private final Cache<CacheKey, CacheEntry> entries;
  private final boolean isDisabled;

  /**
   * @param maxBytes the most bytes to keep; 0 keeps nothing
   */
  public DocumentCache(long maxBytes) {
    isDisabled = maxBytes == 0; // the library evicts soon, which is not at once
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((CacheKey key, CacheEntry entry) -> entry.weight())
            .executor(Runnable::run)
            .build();
  }

  /** The path by which a document is kept: that of its id, where that is known; else the same. */
  DocumentPath canonical(DocumentPath path) {
    var alias = alias(path);
    return alias == null ? path : path.withKey(alias.id());
  }

  /** Where a path's name leads; null where it has none, or that is not known. */
  @Nullable Alias alias(DocumentPath path) {
    return path.hasName()
            && entries.getIfPresent(new CacheKey.Name(path.owner())) instanceof Named named
        ? named.alias()
        : null;
  }

  /**
   * Notes where a name leads.
   *
   * @param alias null where that is not known any more
   */
  void putAlias(DocumentPath name, @Nullable Alias alias) {
    if (alias == null) {
      entries.invalidate(new CacheKey.Name(name));
    } else if (!isDisabled) {
      entries.put(new CacheKey.Name(name), new Named(alias));
    }
  }

  /** What is kept by a canonical path: a document, or that there is none. */
  @Nullable CacheEntry get(DocumentPath path) {
    return entries.getIfPresent(new CacheKey.Path(path));
  }

  /** Whether anything is kept by a canonical path; it is kept no longer for that. */
  boolean has(DocumentPath path) {
    return entries.policy().getIfPresentQuietly(new CacheKey.Path(path)) != null;
  }

  /** What is kept of a document, whichever of its paths this is; it is kept no longer for that. */
  @Nullable CachedDocument peek(DocumentPath path) {
    var policy = entries.policy();
    var known = path.hasName() ? policy.getIfPresentQuietly(new CacheKey.Name(path.owner())) : null;
    var canonical = known instanceof Named named ? path.withKey(named.alias().id()) : path;
    return policy.getIfPresentQuietly(new CacheKey.Path(canonical)) instanceof Present held
        ? held.document()
        : null;
  }

  /** Keeps a document by its canonical path. */
  void put(DocumentPath path, CachedDocument document) {
    if (!isDisabled) {
      entries.put(new CacheKey.Path(path), new Present(document));
    }
  }

  /** Keeps, in place of a document, that it does not exist. */
  void put(DocumentPath path, Absent missing) {
    if (!isDisabled) {
      entries.put(new CacheKey.Path(path), missing);
    }
  }

  /** Forgets a document, by its canonical path. */
  void remove(DocumentPath path) {
    entries.invalidate(new CacheKey.Path(path));
  }

  /** What a text came down to; null where that is not kept. */
  @Nullable ProjectedDocument projected(EncodedJson text, DocumentView view) {
    return entries.getIfPresent(new CacheKey.View(text, view)) instanceof Projected cached
        ? cached.projected()
        : null;
  }

  /** Keeps what a text came down to, for as long as that text is kept. */
  void putProjected(EncodedJson text, ProjectedDocument projected) {
    if (!isDisabled) {
      entries.put(new CacheKey.View(text, projected.view()), new Projected(projected));
    }
  }

  /** The bytes of all that is kept, by what each entry is taken to weigh. */
  long weight() {
    return entries.policy().eviction().map(bound -> bound.weightedSize().orElse(0)).orElse(0L);
  }
}
