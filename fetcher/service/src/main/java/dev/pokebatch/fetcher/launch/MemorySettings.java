package dev.pokebatch.fetcher.launch;

import dev.pokebatch.fetcher.MemoryConfig;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import io.netty.util.internal.PlatformDependent;

/**
 * Reads the memory limits. Limits that are not set are derived from the heap: with the cache, they
 * take about half of it.
 */
final class MemorySettings {

  private static final String FETCHING = "FETCH_MEMORY_BYTES";
  private static final String REPLIES = "REPLY_MEMORY_BYTES";
  private static final String EXPANSIONS = "EXPAND_MEMORY_BYTES";

  private MemorySettings() {}

  /**
   * @param heap the heap budget that the pools are added to
   * @param cacheBytes the cache's part of that
   * @param maxDocumentBytes maximum size of a document
   */
  static MemoryConfig read(
      Settings settings, HeapBudget heap, long cacheBytes, long maxDocumentBytes) {
    var least = MemoryConfig.smallest(maxDocumentBytes);
    var third = Math.max(0, heap.heap() / 2 - cacheBytes) / 3;
    // Each reply is copied to direct memory when it is written to its socket.
    var direct = PlatformDependent.estimateMaxDirectMemory() / 4;
    var memory =
        new MemoryConfig(
            heap.pool(FETCHING, Math.max(least, third), 1),
            heap.pool(REPLIES, Math.max(least, Math.min(third, direct)), 1),
            heap.pool(EXPANSIONS, Math.max(least, third), 1));
    check(settings, FETCHING, memory.fetching(), maxDocumentBytes);
    check(settings, REPLIES, memory.replies(), maxDocumentBytes);
    check(settings, EXPANSIONS, memory.expansions(), maxDocumentBytes);
    return memory;
  }

  private static void check(Settings settings, String name, long bytes, long maxDocumentBytes) {
    if (bytes < MemoryConfig.smallest(maxDocumentBytes)) {
      settings.fault(
          name,
          "must be at least 2.5 times UPSTREAM_MAX_BYTES, "
              + MemoryConfig.smallest(maxDocumentBytes)
              + ", not "
              + bytes);
    }
  }
}
