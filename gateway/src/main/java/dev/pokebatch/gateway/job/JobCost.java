package dev.pokebatch.gateway.job;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.JobRow;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a job has cost so far, over all runs of it: that part of its summary that the store does not
 * count itself.
 *
 * @param requests as {@link Summary#requests}; the others likewise
 */
record JobCost(
    long requests,
    double upstreamMs,
    long upstreamBytes,
    long retries,
    Map<CacheStatus, Long> cache) {

  /** Of a run. */
  static JobCost of(Summary run) {
    return new JobCost(
        run.requests(), run.upstreamMs(), run.upstreamBytes(), run.retries(), run.cache());
  }

  /** Of all runs, as it was written. */
  static JobCost read(String json) {
    var usage = new JsonObject(json);
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

  /** As it is kept. */
  String write() {
    var json =
        new JsonObject()
            .put("requests", requests)
            .put("upstreamMs", upstreamMs)
            .put("upstreamBytes", upstreamBytes)
            .put("retries", retries);
    cache.forEach((status, count) -> json.put(name(status), count));
    return json.encode();
  }

  /** Both together. */
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

  /** What has become of a job by now, or has in the end. */
  static Summary summary(JobRow job, long now) {
    var usage = read(job.usage());
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
        usage.cache);
  }

  private static String name(CacheStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
