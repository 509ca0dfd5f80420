package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts results and the requests that were made for them. */
final class Tally {

  private final Map<CacheStatus, Long> cache = new EnumMap<>(CacheStatus.class);
  private final Map<Stage, Double> stagesMs = new EnumMap<>(Stage.class);
  private final Set<String> unmatched = new LinkedHashSet<>();
  private long succeeded;
  private long failed;
  private long cancelled;
  private long skipped;
  private long requests;
  private double upstreamMs;
  private long upstreamBytes;
  private long retries;

  void add(Result result) {
    var found = result.found();
    if (found != null) {
      succeeded++;
      cache.merge(found.cache(), 1L, Long::sum);
    } else if (result.outcome() instanceof Outcome.Cancelled) {
      cancelled++;
    } else if (result.outcome() instanceof Outcome.Skipped
        || result.outcome() instanceof Outcome.Unmet) {
      skipped++;
    } else {
      failed++;
    }
    add(result.outcome().effort());
    for (var stage : Stage.ALL) {
      var ms = stage.ms(result);
      if (ms > 0) { // NaN if the document did not pass it
        stagesMs.merge(stage, ms, Double::sum);
      }
    }
  }

  void add(Effort effort) {
    requests += effort.requests();
    upstreamMs += effort.timeMs();
    upstreamBytes += effort.bytes();
    retries += effort.retries();
  }

  /** Adds names that matched in no document of a step, up to a limit. */
  void addUnmatched(List<String> names) {
    names.stream().limit(Summary.MOST_UNMATCHED - unmatched.size()).forEach(unmatched::add);
  }

  Summary summary(double durationMs, String traceId) {
    return new Summary(
        succeeded + failed + cancelled + skipped,
        succeeded,
        failed,
        skipped,
        cancelled,
        durationMs,
        requests,
        upstreamMs,
        upstreamBytes,
        retries,
        cache,
        stagesMs,
        List.copyOf(unmatched),
        traceId);
  }
}
