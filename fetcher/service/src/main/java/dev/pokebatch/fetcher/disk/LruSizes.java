package dev.pokebatch.fetcher.disk;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sizes of documents by path, least recently used first, bounded by their sum and their number.
 * Not thread-safe: guarded by the lock of its owner.
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

  /** Records a use; returns false if there is no such document. */
  boolean touch(String path) {
    var held = sizes.get(path) != null;
    if (held) {
      lastUses.put(path, tick());
    }
    return held;
  }

  /** The time in milliseconds since the epoch, but always later than the call before. */
  long tick() {
    lastMs = Math.max(lastMs + 1, System.currentTimeMillis());
    return lastMs;
  }

  /** The last use of each document since it was put, in milliseconds since the epoch. */
  Map<String, Long> lastUses() {
    return lastUses;
  }

  void put(String path, int size) {
    lastUses.remove(path);
    var before = sizes.put(path, size);
    bytes += size - (before == null ? 0 : before);
  }

  /** Removes a document; returns false if there was none. */
  boolean remove(String path) {
    lastUses.remove(path);
    var size = sizes.remove(path);
    bytes -= size == null ? 0 : size;
    return size != null;
  }

  /** Removes documents until the bounds hold, and returns their paths. */
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
