package dev.pokebatch.fetcher.cache;

import dev.pokebatch.process.metrics.Metrics;

/** Exports the size of the cache in memory. */
public final class CacheMeters {

  private CacheMeters() {}

  /**
   * Adds the metrics.
   *
   * @param maxBytes the maximum size of the cache, in bytes
   */
  public static void register(Metrics metrics, DocumentRepository repository, long maxBytes) {
    var documents = repository.documents();
    metrics.gauge(
        "pokebatch.cache.max.size",
        "bytes",
        "Maximum size of the cache in memory.",
        () -> maxBytes);
    metrics.gauge(
        "pokebatch.cache.size",
        "bytes",
        "Size of the cache in memory: documents as compressed, and their projections.",
        documents::weight);
    metrics.gauge(
        "pokebatch.cache.entries",
        "",
        "Documents, names and projections in the cache in memory.",
        documents::count);
  }
}
