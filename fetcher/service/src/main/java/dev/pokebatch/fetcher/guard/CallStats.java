package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FailureKind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What became of the calls of a process: where the documents came from, which failures there were,
 * and how long each took. Shared by all lanes and safe to share.
 */
public final class CallStats {

  private final LongAdder begun = new LongAdder();
  private final Map<CacheStatus, LatencyHistogram> found = new ConcurrentHashMap<>();
  private final Map<FailureKind, LatencyHistogram> failed = new ConcurrentHashMap<>();

  void begin() {
    begun.increment();
  }

  void found(CacheStatus status, long nanos) {
    found.computeIfAbsent(status, first -> new LatencyHistogram()).add(nanos);
  }

  void failed(FailureKind kind, long nanos) {
    failed.computeIfAbsent(kind, first -> new LatencyHistogram()).add(nanos);
  }

  /** What became of them until now; calls go on meanwhile. */
  public Snapshot snapshot() {
    return new Snapshot(begun.sum(), snapshot(found), snapshot(failed));
  }

  private static <K> Map<K, LatencyHistogram.Snapshot> snapshot(Map<K, LatencyHistogram> all) {
    var snapshot = new TreeMap<K, LatencyHistogram.Snapshot>();
    all.forEach((what, durations) -> snapshot.put(what, durations.snapshot()));
    return snapshot;
  }

  /**
   * What became of calls until now. What none came to is not there.
   *
   * @param begun how many calls there were, with those that are under way
   * @param found those that got a document, by where that came from
   * @param failed those that did not, by why
   */
  public record Snapshot(
      long begun,
      Map<CacheStatus, LatencyHistogram.Snapshot> found,
      Map<FailureKind, LatencyHistogram.Snapshot> failed) {

    /** How many calls came to what, by its name in lower case: {@code hit}, {@code not_found}. */
    public Map<String, Long> counts() {
      var counts = new TreeMap<String, Long>();
      found.forEach((status, times) -> counts.put(word(status), times.count()));
      failed.forEach((kind, times) -> counts.put(word(kind), times.count()));
      return counts;
    }

    private static String word(Enum<?> what) {
      return what.name().toLowerCase(Locale.ROOT);
    }
  }
}
