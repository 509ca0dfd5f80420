package dev.pokebatch.sample;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Encoded documents, least recently used out first, bounded by their bytes. Belongs to one event
 * loop.
 */
final class AnswerCache {

  /** What was asked for, and in which encoding. */
  record Key(SampleTarget target, boolean gzip) {}

  private static final int OVERHEAD = 500;

  private final LinkedHashMap<Key, SampleAnswer> answers = new LinkedHashMap<>(64, 0.75f, true);
  private final long capacity;
  private long bytes;

  /**
   * @param capacity in bytes
   */
  AnswerCache(long capacity) {
    this.capacity = capacity;
  }

  @Nullable SampleAnswer get(Key key) {
    return answers.get(key);
  }

  void put(Key key, SampleAnswer answer) {
    if (weight(answer) > capacity) {
      return;
    }
    var replaced = answers.put(key, answer);
    bytes += weight(answer) - (replaced == null ? 0 : weight(replaced));
    for (var eldest = answers.entrySet().iterator(); bytes > capacity; eldest.remove()) {
      bytes -= weight(eldest.next().getValue());
    }
  }

  /** What is held, in bytes. */
  long bytes() {
    return bytes;
  }

  private static long weight(SampleAnswer answer) {
    return (long) answer.body().length() + OVERHEAD;
  }
}
