package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.cache.Alias;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pending changes of a document file; a later change replaces an earlier one of the same key.
 *
 * @param documents documents by path; null deletes
 * @param aliases aliases by the path of the name; null deletes
 * @param uses time of the last use by path, in milliseconds since the epoch
 */
record WriteBatch(
    Map<String, @Nullable CachedDocument> documents,
    Map<String, @Nullable Alias> aliases,
    Map<String, Long> uses) {

  /** No changes. */
  WriteBatch() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  boolean isEmpty() {
    return documents.isEmpty() && aliases.isEmpty() && uses.isEmpty();
  }
}
