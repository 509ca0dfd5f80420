package dev.pokebatch.gateway.job;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * The cost of a job so far, over all its runs: with {@link UnmatchedNames} the part of the summary
 * that the store does not count.
 *
 * @param requests as {@link Summary#requests}; the others likewise
 */
record JobCost(
    long requests,
    double upstreamMs,
    long upstreamBytes,
    long retries,
    Map<CacheStatus, Long> cache) {

  /** The cost of one run. */
  static JobCost of(Summary run) {
    return new JobCost(
        run.requests(), run.upstreamMs(), run.upstreamBytes(), run.retries(), run.cache());
  }

  /** The cost of the earlier runs of a stored job. */
  static JobCost of(JobRow job) {
    return read(new JsonObject(job.usage()));
  }

  private static JobCost read(JsonObject usage) {
    var cache = new EnumMap<CacheStatus, Long>(CacheStatus.class);
    for (var status : CacheStatus.values()) {
      cache.put(status, usage.getLong(name(status), 0L));
    }
    return new JobCost(
        usage.getLong("requests", 0L),
        usage.getDouble("upstreamMs", 0.0),
        usage.getLong("upstreamBytes", 0L),
        usage.getLong("retries", 0L),
        cache);
  }

  /** The form that is stored. */
  JsonObject toJson() {
    var json =
        new JsonObject()
            .put("requests", requests)
            .put("upstreamMs", upstreamMs)
            .put("upstreamBytes", upstreamBytes)
            .put("retries", retries);
    cache.forEach((status, count) -> json.put(name(status), count));
    return json;
  }

  /** The sum of both. */
  JobCost plus(JobCost other) {
    var sum = new EnumMap<CacheStatus, Long>(CacheStatus.class);
    sum.putAll(cache);
    other.cache.forEach((status, count) -> sum.merge(status, count, Long::sum));
    return new JobCost(
        requests + other.requests,
        upstreamMs + other.upstreamMs,
        upstreamBytes + other.upstreamBytes,
        retries + other.retries,
        sum);
  }

  /** The summary of a job: so far, or at its end. */
  static Summary summary(JobRow job, long now) {
    var stored = new JsonObject(job.usage());
    var usage = read(stored);
    var unmatched = UnmatchedNames.read(stored);
    var counts = job.counts();
    var from = job.startedAt() == null ? job.createdAt() : job.startedAt();
    var until = job.endedAt() == null ? now : job.endedAt();
    return new Summary(
        counts.total(),
        counts.succeeded(),
        counts.failed(),
        counts.skipped(),
        counts.cancelled(),
        Math.max(0, until - from),
        usage.requests,
        usage.upstreamMs,
        usage.upstreamBytes,
        usage.retries,
        usage.cache,
        Map.of(),
        job.state() == JobState.ENDED ? unmatched.ofEndedJob() : unmatched.ended(),
        "");
  }

  private static String name(CacheStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
