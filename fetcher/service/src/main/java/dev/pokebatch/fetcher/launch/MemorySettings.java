package dev.pokebatch.fetcher.launch;

import dev.pokebatch.fetcher.MemoryConfig;
import dev.pokebatch.process.settings.Settings;
import io.netty.util.internal.PlatformDependent;

/**
 * Reads how much memory documents may take on their way through a fetcher. What is not set follows
 * from the heap: with the cache, about half of it. Combinations that cannot work are refused.
 */
final class MemorySettings {

  private static final String FETCHING = "FETCH_MEMORY_BYTES";
  private static final String REPLIES = "REPLY_MEMORY_BYTES";
  private static final String EXPANSIONS = "EXPAND_MEMORY_BYTES";
  private static final long MOST = 1L << 40;

  private MemorySettings() {}

  /**
   * @param heapBytes the fetcher's part of the heap
   * @param cacheBytes what the cache takes of it
   * @param maxDocumentBytes the largest document
   */
  static MemoryConfig read(
      Settings settings, long heapBytes, long cacheBytes, long maxDocumentBytes) {
    var least = MemoryConfig.smallest(maxDocumentBytes);
    var third = Math.max(0, heapBytes / 2 - cacheBytes) / 3;
    // Each reply is copied to direct memory when it is written to its socket.
    var direct = PlatformDependent.estimateMaxDirectMemory() / 4;
    var memory =
        new MemoryConfig(
            settings.number(FETCHING, Math.max(least, third), 1, MOST),
            settings.number(REPLIES, Math.max(least, Math.min(third, direct)), 1, MOST),
            settings.number(EXPANSIONS, Math.max(least, third), 1, MOST));
    check(settings, FETCHING, memory.fetching(), maxDocumentBytes);
    check(settings, REPLIES, memory.replies(), maxDocumentBytes);
    check(settings, EXPANSIONS, memory.expansions(), maxDocumentBytes);
    var heap = Runtime.getRuntime().maxMemory();
    var all = cacheBytes + memory.fetching() + memory.replies() + memory.expansions();
    if (all > heap) {
      settings.fault(
          "CACHE_MAX_BYTES",
          String.join(
                  " ",
                  "with",
                  FETCHING + ",",
                  REPLIES,
                  "and",
                  EXPANSIONS,
                  "is",
                  String.valueOf(all) + ",")
              + " and the heap only "
              + heap);
    }
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
