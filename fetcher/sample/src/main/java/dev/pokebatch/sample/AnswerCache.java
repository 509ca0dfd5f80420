package dev.pokebatch.sample;

import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache of encoded documents, bounded in bytes; evicts the least recently used one first.
 * Confined to one event loop.
 */
final class AnswerCache {

  /** A target and its encoding. */
  record AnswerKey(SampleTarget target, boolean gzip) {}

  private static final int OVERHEAD = 500;

  private final LinkedHashMap<AnswerKey, SampleAnswer> answers =
      new LinkedHashMap<>(64, 0.75f, true);
  private final long capacity;
  private long bytes;

  /**
   * @param capacity in bytes
   */
  AnswerCache(long capacity) {
    this.capacity = capacity;
  }

  @Nullable SampleAnswer get(AnswerKey key) {
    return answers.get(key);
  }

  void put(AnswerKey key, SampleAnswer answer) {
    if (weight(answer) > capacity) {
      return;
    }
    var replaced = answers.put(key, answer);
    bytes += weight(answer) - (replaced == null ? 0 : weight(replaced));
    for (var eldest = answers.entrySet().iterator(); bytes > capacity; eldest.remove()) {
      bytes -= weight(eldest.next().getValue());
    }
  }

  /** The size of all cached documents, in bytes. */
  long bytes() {
    return bytes;
  }

  private static long weight(SampleAnswer answer) {
    return (long) answer.body().length() + OVERHEAD;
  }
}
