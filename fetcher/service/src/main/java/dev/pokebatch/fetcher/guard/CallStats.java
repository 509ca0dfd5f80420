package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FailureKind;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the calls of a process by outcome and records their durations: found documents by cache
 * status, failures by kind. Shared by all lanes; thread-safe.
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

  /** The counts so far; calls go on meanwhile. */
  public CallCounts snapshot() {
    return new CallCounts(begun.sum(), snapshot(found), snapshot(failed));
  }

  private static <K> Map<K, LatencyHistogram.HistogramSnapshot> snapshot(
      Map<K, LatencyHistogram> all) {
    var snapshot = new TreeMap<K, LatencyHistogram.HistogramSnapshot>();
    all.forEach((what, durations) -> snapshot.put(what, durations.snapshot()));
    return snapshot;
  }

  /**
   * The outcomes so far. Outcomes that never occurred are absent.
   *
   * @param begun number of calls, including those in flight
   * @param found durations of calls that found a document, by its cache status
   * @param failed durations of failed calls, by kind of failure
   */
  public record CallCounts(
      long begun,
      Map<CacheStatus, LatencyHistogram.HistogramSnapshot> found,
      Map<FailureKind, LatencyHistogram.HistogramSnapshot> failed) {

    /**
     * The number of calls for each outcome by its lower-case name, such as {@code hit} or {@code
     * not_found}.
     */
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
