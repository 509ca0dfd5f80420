package dev.pokebatch.gateway.answer;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.gateway.run.InputSummary;
import dev.pokebatch.gateway.run.Stage;
import dev.pokebatch.gateway.run.Summary;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the summary of a batch as a JSON member and as a {@code Server-Timing} header. */
public final class SummaryJson {

  /** The member for names that matched nothing, of the summary, of steps and of items. */
  static final String UNMATCHED = "unmatched";

  private SummaryJson() {}

  /** Returns the summary as the member of an answer. */
  public static JsonObject of(Summary summary) {
    var json =
        counts(summary)
            .put("durationMs", millis(summary.durationMs()))
            .put("upstream", upstream(summary));
    summary.speedup().ifPresent(times -> json.put("speedup", millis(times)));
    if (!summary.unmatched().isEmpty()) {
      json.put(UNMATCHED, new JsonArray(summary.unmatched()));
    }
    if (!summary.traceId().isEmpty()) {
      json.put("traceId", summary.traceId());
    }
    return json;
  }

  /** Returns the member for names that matched nothing, with a comma before it; or nothing. */
  static String unmatched(List<String> names) {
    return names.isEmpty() ? "" : ",\"" + UNMATCHED + "\":" + new JsonArray(names).encode();
  }

  /** Returns the number of documents, in total and by outcome. */
  static JsonObject counts(Summary summary) {
    return new JsonObject()
        .put("total", summary.total())
        .put("succeeded", summary.succeeded())
        .put("failed", summary.failed())
        .put("skipped", summary.skipped())
        .put("cancelled", summary.cancelled());
  }

  /**
   * Returns the summary as the last record of a stream.
   *
   * @param reading how much of the request was read; null if all of it was read before the batch
   *     ran
   */
  static JsonObject ofStream(Summary summary, @Nullable InputSummary reading) {
    var json = of(summary);
    var stopped = reading == null ? null : reading.stopped();
    if (reading != null) {
      json.put("lines", reading.lines());
    }
    if (stopped != null) {
      json.put("stopped", stopped.word());
    }
    return json.put("complete", summary.isComplete() && stopped == null);
  }

  private static JsonObject upstream(Summary summary) {
    return new JsonObject()
        .put("requests", summary.requests())
        .put("timeMs", millis(summary.upstreamMs()))
        .put("bytes", summary.upstreamBytes())
        .put("retries", summary.retries())
        .put(
            "cache",
            new JsonObject()
                .put("hit", summary.cached(CacheStatus.HIT))
                .put("miss", summary.cached(CacheStatus.MISS))
                .put("stale", summary.cached(CacheStatus.STALE))
                .put("revalidated", summary.cached(CacheStatus.REVALIDATED))
                .put("collapsed", summary.cached(CacheStatus.COLLAPSED)));
  }

  /**
   * Returns the value of {@code Server-Timing} (W3C Server Timing, section 4), in milliseconds: of
   * the batch, and the sums over its documents of the time at the upstream and in each stage.
   */
  static String serverTiming(Summary summary) {
    var timing =
        new StringBuilder("batch;dur=")
            .append(millis(summary.durationMs()))
            .append(", upstream;dur=")
            .append(millis(summary.upstreamMs()));
    for (var stage : Stage.ALL) {
      var ms = summary.stagesMs().get(stage);
      if (ms != null) {
        timing.append(", ").append(stage.word()).append(";dur=").append(millis(ms));
      }
    }
    return timing.toString();
  }

  /** Rounds milliseconds to one decimal place. */
  static double millis(double value) {
    return Math.round(value * 10) / 10.0;
  }
}
