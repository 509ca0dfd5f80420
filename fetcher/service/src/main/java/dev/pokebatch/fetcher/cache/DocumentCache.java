package dev.pokebatch.fetcher.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.cache.Entry.Held;
import dev.pokebatch.fetcher.cache.Entry.Missing;
import dev.pokebatch.fetcher.cache.Entry.Named;
import dev.pokebatch.fetcher.cache.Entry.Projected;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import dev.pokebatch.fetcher.fetch.View;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one process, as gzip, and what is known of them: which do not exist, where names
 * lead, what hot ones came down to; all bounded by their bytes together. Shared by all fetcher
 * verticles and safe to share; the only class that knows the cache library.
 */
public final class DocumentCache {

  private final Cache<Key, Entry> entries;
  private final boolean keepsNothing;

  /**
   * @param maxBytes the most bytes to keep; 0 keeps nothing
   */
  public DocumentCache(long maxBytes) {
    keepsNothing = maxBytes == 0; // the library evicts soon, which is not at once
    entries =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((Key key, Entry entry) -> entry.weight())
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
    return path.hasName() && entries.getIfPresent(new Key.Name(path.owner())) instanceof Named named
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
      entries.invalidate(new Key.Name(name));
    } else if (!keepsNothing) {
      entries.put(new Key.Name(name), new Named(alias));
    }
  }

  /** What is kept by a canonical path: a document, or that there is none. */
  @Nullable Entry get(DocumentPath path) {
    return entries.getIfPresent(new Key.Path(path));
  }

  /** Whether anything is kept by a canonical path; it is kept no longer for that. */
  boolean has(DocumentPath path) {
    return entries.policy().getIfPresentQuietly(new Key.Path(path)) != null;
  }

  /** What is kept of a document, whichever of its paths this is; it is kept no longer for that. */
  @Nullable StoredDocument peek(DocumentPath path) {
    var policy = entries.policy();
    var known = path.hasName() ? policy.getIfPresentQuietly(new Key.Name(path.owner())) : null;
    var canonical = known instanceof Named named ? path.withKey(named.alias().id()) : path;
    return policy.getIfPresentQuietly(new Key.Path(canonical)) instanceof Held held
        ? held.document()
        : null;
  }

  /** Keeps a document by its canonical path. */
  void put(DocumentPath path, StoredDocument document) {
    if (!keepsNothing) {
      entries.put(new Key.Path(path), new Held(document));
    }
  }

  /** Keeps, in place of a document, that it does not exist. */
  void put(DocumentPath path, Missing missing) {
    if (!keepsNothing) {
      entries.put(new Key.Path(path), missing);
    }
  }

  /** Forgets a document, by its canonical path. */
  void remove(DocumentPath path) {
    entries.invalidate(new Key.Path(path));
  }

  /** What a text came down to; null where that is not kept. */
  @Nullable Cut projected(Encoded text, View view) {
    return entries.getIfPresent(new Key.Projection(text, view)) instanceof Projected kept
        ? kept.cut()
        : null;
  }

  /** Keeps what a text came down to, for as long as that text is kept. */
  void putProjected(Encoded text, Cut cut) {
    if (!keepsNothing) {
      entries.put(new Key.Projection(text, cut.view()), new Projected(cut));
    }
  }

  /** The bytes of all that is kept, by what each entry is taken to weigh. */
  long weight() {
    return entries.policy().eviction().map(bound -> bound.weightedSize().orElse(0)).orElse(0L);
  }
}
