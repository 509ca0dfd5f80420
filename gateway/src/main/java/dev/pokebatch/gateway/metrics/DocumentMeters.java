package dev.pokebatch.gateway.metrics;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Stage;
import dev.pokebatch.process.metrics.Counter;
import dev.pokebatch.process.metrics.Durations;
import dev.pokebatch.process.metrics.EnumCounters;
import dev.pokebatch.process.metrics.Metrics;
import java.util.Locale;

/**
 * Counts the documents of batches and jobs by outcome and cache status, and records how long they
 * spent in each stage. Thread-safe; allocates nothing for a document.
 */
final class DocumentMeters {

  private final EnumCounters<CacheStatus> found;
  private final EnumCounters<OutcomeKind> missing;

  /** By {@link Stage#ordinal}. */
  private final Durations[] stages;

  DocumentMeters(Metrics metrics) {
    found =
        new EnumCounters<>(
            CacheStatus.class, status -> documents(metrics, OutcomeKind.SUCCEEDED, word(status)));
    missing = new EnumCounters<>(OutcomeKind.class, outcome -> documents(metrics, outcome, "none"));
    stages =
        Stage.ALL.stream().map(stage -> stage(metrics, stage.word())).toArray(Durations[]::new);
  }

  private static Counter documents(Metrics metrics, OutcomeKind outcome, String cache) {
    return metrics.counter(
        "pokebatch.documents",
        "Documents of batches and jobs, by outcome and, if found, by cache status.",
        "outcome",
        outcome.word(),
        "cache",
        cache);
  }

  /** Returns the histogram of a stage; {@link BatchMeters} has one of its own. */
  static Durations stage(Metrics metrics, String stage) {
    return metrics.durations(
        "pokebatch.stage.duration",
        "How long documents spent in a stage; written: once for each batch.",
        "stage",
        stage);
  }

  private static String word(CacheStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  void add(Result result) {
    var reply = result.found();
    if (reply == null) {
      missing.increment(result.kind());
    } else {
      found.increment(reply.cache());
    }
    for (var i = 0; i < stages.length; i++) { // no iterator, which would be allocated
      record(stages[i], Stage.ALL.get(i).ms(result));
    }
  }

  /** Ignores NaN: an event that never happened. */
  private static void record(Durations timer, double ms) {
    if (ms >= 0) {
      timer.record((long) (ms * 1e6));
    }
  }
}
