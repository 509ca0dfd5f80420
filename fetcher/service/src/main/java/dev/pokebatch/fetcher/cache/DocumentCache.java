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
 * The in-memory cache of one process: compressed documents, negative entries ("does not exist"),
 * aliases and projections, bounded by their total bytes. Thread-safe; the only class that uses the
 * cache library.
 */
public final class DocumentCache {

  private final Cache<CacheKey, CacheEntry> entries;
  private final boolean isDisabled;

  /**
   * @param maxBytes maximum total size in bytes; 0 disables the cache
   */
  public DocumentCache(long maxBytes) {
    isDisabled = maxBytes == 0; // the library evicts entries soon, but not at once
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((CacheKey key, CacheEntry entry) -> entry.weight())
            .executor(Runnable::run)
            .build();
  }

  /**
   * The canonical path, which is the cache key of a document: with the document's id if that is
   * known, otherwise the path as given.
   */
  DocumentPath canonical(DocumentPath path) {
    var alias = alias(path);
    return alias == null ? path : path.withKey(alias.id());
  }

  /** The alias of a path's name; null if the path has no name or its alias is unknown. */
  @Nullable Alias alias(DocumentPath path) {
    return path.hasName()
            && entries.getIfPresent(new CacheKey.NameKey(path.owner())) instanceof Named named
        ? named.alias()
        : null;
  }

  /**
   * Sets or removes an alias.
   *
   * @param alias null removes it
   */
  void putAlias(DocumentPath name, @Nullable Alias alias) {
    if (alias == null) {
      entries.invalidate(new CacheKey.NameKey(name));
    } else if (!isDisabled) {
      entries.put(new CacheKey.NameKey(name), new Named(alias));
    }
  }

  /** The entry of a canonical path: a document or a negative entry; null if there is none. */
  @Nullable CacheEntry get(DocumentPath path) {
    return entries.getIfPresent(new CacheKey.Path(path));
  }

  /** Whether a canonical path has an entry. Does not count as a use. */
  boolean has(DocumentPath path) {
    return entries.policy().getIfPresentQuietly(new CacheKey.Path(path)) != null;
  }

  /** The cached document of any of its paths; null if there is none. Does not count as a use. */
  @Nullable CachedDocument peek(DocumentPath path) {
    var policy = entries.policy();
    var known =
        path.hasName() ? policy.getIfPresentQuietly(new CacheKey.NameKey(path.owner())) : null;
    var canonical = known instanceof Named named ? path.withKey(named.alias().id()) : path;
    return policy.getIfPresentQuietly(new CacheKey.Path(canonical)) instanceof Present held
        ? held.document()
        : null;
  }

  /** Caches a document under its canonical path. */
  void put(DocumentPath path, CachedDocument document) {
    if (!isDisabled) {
      entries.put(new CacheKey.Path(path), new Present(document));
    }
  }

  /** Caches that a document does not exist. */
  void put(DocumentPath path, Absent missing) {
    if (!isDisabled) {
      entries.put(new CacheKey.Path(path), missing);
    }
  }

  /** Removes the entry of a canonical path. */
  void remove(DocumentPath path) {
    entries.invalidate(new CacheKey.Path(path));
  }

  /** The cached projection of a text; null if there is none. */
  @Nullable ProjectedDocument projected(EncodedJson text, DocumentView view) {
    return entries.getIfPresent(new CacheKey.ViewKey(text, view)) instanceof Projected cached
        ? cached.projected()
        : null;
  }

  /** Caches a projection of a text, for as long as that text is cached. */
  void putProjected(EncodedJson text, ProjectedDocument projected) {
    if (!isDisabled) {
      entries.put(new CacheKey.ViewKey(text, projected.view()), new Projected(projected));
    }
  }

  /** The number of entries, about. */
  long count() {
    return entries.estimatedSize();
  }

  /** The total weight of all entries, in bytes. */
  long weight() {
    return entries.policy().eviction().map(bound -> bound.weightedSize().orElse(0)).orElse(0L);
  }
}
