package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.cache.Alias;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be written to a file, the last word on each.
 *
 * @param documents by their paths; null for those that are to go
 * @param aliases by the paths of their names; null for those that are to go
 * @param uses when documents were used last, in milliseconds from the epoch, by their paths
 */
record WriteBatch(
    Map<String, @Nullable CachedDocument> documents,
    Map<String, @Nullable Alias> aliases,
    Map<String, Long> uses) {

  /** None yet. */
  WriteBatch() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  boolean isEmpty() {
    return documents.isEmpty() && aliases.isEmpty() && uses.isEmpty();
  }
}
