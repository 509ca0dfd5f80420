package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.process.metrics.Durations;
import dev.pokebatch.process.metrics.EnumCounters;
import dev.pokebatch.process.metrics.Metrics;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the calls of a process and records their durations: found documents by cache status,
 * failures by kind. Shared by all lanes; thread-safe.
 */
public final class CallStats {

  private static final String NAME = "pokebatch.fetch.duration";
  private static final String HELP =
      "How long a fetcher took to get a document, with all waits, by cache status; none: it"
          + " failed.";

  private final Map<CacheStatus, Durations> found = new EnumMap<>(CacheStatus.class);
  private final EnumCounters<FailureKind> failed;
  private final Durations failures;

  /** Records to these metrics. */
  public CallStats(Metrics metrics) {
    for (var status : CacheStatus.values()) {
      found.put(status, metrics.durations(NAME, HELP, "cache", word(status)));
    }
    failures = metrics.durations(NAME, HELP, "cache", "none");
    failed =
        new EnumCounters<>(
            FailureKind.class,
            kind ->
                metrics.counter(
                    "pokebatch.fetch.failures",
                    "Documents that a fetcher could not get, by kind of failure.",
                    "reason",
                    word(kind)));
  }

  void found(CacheStatus status, long nanos) {
    durations(status).record(nanos);
  }

  void failed(FailureKind kind, long nanos) {
    failures.record(nanos);
    failed.increment(kind);
  }

  /** The durations of the calls that found a document with this cache status. */
  Durations durations(CacheStatus status) {
    return found.getOrDefault(status, failures);
  }

  /**
   * Returns the number of calls for each outcome that has occurred, by its lower-case name, such as
   * {@code hit} or {@code not_found}.
   */
  public Map<String, Long> counts() {
    var counts = new TreeMap<String, Long>();
    found.forEach((status, timer) -> counts.put(word(status), timer.count()));
    for (var kind : FailureKind.values()) {
      counts.put(word(kind), failed.count(kind));
    }
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  private static String word(Enum<?> what) {
    return what.name().toLowerCase(Locale.ROOT);
  }
}
