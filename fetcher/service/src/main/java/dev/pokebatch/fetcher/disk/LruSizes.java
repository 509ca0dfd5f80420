package dev.pokebatch.fetcher.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of documents by their paths, bounded by their sum and their number: those that were not
 * used for the longest time make room. For whoever holds its owner's lock.
 */
final class LruSizes {

  private static final int MOST_DOCUMENTS = 100_000;

  private final long maxBytes;
  private final LinkedHashMap<String, Integer> sizes = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<String, Long> lastUses = new HashMap<>();
  private long bytes;
  private long lastMs;

  LruSizes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  boolean contains(String path) {
    return sizes.containsKey(path);
  }

  /** Notes that a document is used; says whether there is one. */
  boolean touch(String path) {
    var held = sizes.get(path) != null;
    if (held) {
      lastUses.put(path, tick());
    }
    return held;
  }

  /** The time in milliseconds from the epoch, but later than it was before. */
  long tick() {
    lastMs = Math.max(lastMs + 1, System.currentTimeMillis());
    return lastMs;
  }

  /** When documents were used last, in milliseconds from the epoch, since they were put. */
  Map<String, Long> lastUses() {
    return lastUses;
  }

  void put(String path, int size) {
    lastUses.remove(path);
    var before = sizes.put(path, size);
    bytes += size - (before == null ? 0 : before);
  }

  /** Says whether there was one. */
  boolean remove(String path) {
    lastUses.remove(path);
    var size = sizes.remove(path);
    bytes -= size == null ? 0 : size;
    return size != null;
  }

  /** Removes as many as are too many, and says which. */
  List<String> evict() {
    var evicted = new ArrayList<String>();
    var longestUnused = sizes.entrySet().iterator();
    while (bytes > maxBytes || sizes.size() > MOST_DOCUMENTS) {
      var eldest = longestUnused.next();
      longestUnused.remove();
      bytes -= eldest.getValue();
      lastUses.remove(eldest.getKey());
      evicted.add(eldest.getKey());
    }
    return evicted;
  }
}
