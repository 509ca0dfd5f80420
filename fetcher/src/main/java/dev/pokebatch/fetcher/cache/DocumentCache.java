package dev.pokebatch.fetcher.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Document;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one process, as the upstream encoded them, bounded by their bytes. Shared by all
 * fetcher verticles and safe to share; the only class that knows the cache library.
 */
public final class DocumentCache {

  /** What an entry weighs beyond its bytes: its key, its records, its place in the map. */
  private static final int ENTRY_BYTES = 256;

  private final Cache<DocumentPath, Document> documents;

  /**
   * @param maxBytes the most bytes to keep; 0 keeps nothing
   * @param freshFor how long a document is served without asking again
   */
  public DocumentCache(long maxBytes, Duration freshFor) {
    documents =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((DocumentPath path, Document kept) -> ENTRY_BYTES + kept.body().bytes().length)
            .expireAfterWrite(freshFor)
            .executor(Runnable::run)
            .build();
  }

  @Nullable Document get(DocumentPath path) {
    return documents.getIfPresent(path);
  }

  /** The bytes of a document that is kept; to be asked for does not keep it any longer. */
  public OptionalLong bytes(DocumentPath path) {
    var kept = documents.policy().getIfPresentQuietly(path);
    return kept == null ? OptionalLong.empty() : OptionalLong.of(kept.body().bytes().length);
  }

  void put(DocumentPath path, Document document) {
    documents.put(path, document.kept());
  }
}
