package dev.pokebatch.fetcher.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pokebatch.fetcher.cache.Entry.Alias;
import dev.pokebatch.fetcher.cache.Entry.Held;
import dev.pokebatch.fetcher.cache.Entry.Missing;
import dev.pokebatch.fetcher.cache.Entry.Projected;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.Identity;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import dev.pokebatch.fetcher.fetch.View;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one process, as the upstream encoded them, and what is known of them: which do
 * not exist, which go by two keys, what hot ones came down to; all bounded by their bytes together.
 * Shared by all fetcher verticles and safe to share; the only class that knows the cache library.
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

  /** The path by which a document is kept that has two; else the path itself. */
  DocumentPath canonical(DocumentPath path) {
    return hasName(path) && entries.getIfPresent(named(path, path.key())) instanceof Alias alias
        ? path.withKey(alias.identity().id())
        : path;
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
    var known = hasName(path) ? policy.getIfPresentQuietly(named(path, path.key())) : null;
    var canonical = known instanceof Alias alias ? path.withKey(alias.identity().id()) : path;
    return policy.getIfPresentQuietly(new Key.Path(canonical)) instanceof Held held
        ? held.document()
        : null;
  }

  /**
   * Keeps a document, by its id where it goes by that and a name.
   *
   * @param path by which it was asked for
   */
  void put(DocumentPath path, StoredDocument document) {
    if (keepsNothing) {
      return;
    }
    var identity = document.identity();
    if (identity != null && path.rest().equals(identity.name())) {
      entries.put(named(path, identity.name()), new Alias(identity)); // the upstream says so itself
    } else if (identity != null && path.rest().equals(identity.id())) {
      entries.asMap().putIfAbsent(named(path, identity.name()), new Alias(identity));
    }
    entries.put(new Key.Path(canonical(path)), new Held(document));
  }

  /** Learns that a document goes by two keys. */
  void learn(DocumentPath path, Identity identity) {
    if (!keepsNothing) {
      entries.asMap().putIfAbsent(named(path, identity.name()), new Alias(identity));
    }
  }

  /** Keeps, in place of a document, that it does not exist. */
  void put(DocumentPath path, Missing missing) {
    if (!keepsNothing) {
      entries.put(new Key.Path(path), missing);
    }
  }

  /** Forgets a document, and that it goes by two keys. */
  void remove(DocumentPath path) {
    if (entries.asMap().remove(new Key.Path(path)) instanceof Held held
        && held.document().identity() != null) {
      entries.invalidate(named(path, held.document().identity().name()));
    }
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

  private static Key named(DocumentPath path, String name) {
    return new Key.Path(new DocumentPath(path.resource(), name));
  }

  /** Ids are canonical already. */
  private static boolean hasName(DocumentPath path) {
    return !path.key().chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
