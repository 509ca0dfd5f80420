package dev.pokebatch.gateway.job;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.JobRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The cost of a job so far, over all its runs, and what matched nothing in them: the part of the
 * summary that the store does not count.
 *
 * @param requests as {@link Summary#requests}; the others likewise
 */
record JobCost(
    long requests,
    double upstreamMs,
    long upstreamBytes,
    long retries,
    Map<CacheStatus, Long> cache,
    List<String> unmatched) {

  private static final String UNMATCHED = "unmatched";

  /** The cost of one run. */
  static JobCost of(Summary run) {
    return new JobCost(
        run.requests(),
        run.upstreamMs(),
        run.upstreamBytes(),
        run.retries(),
        run.cache(),
        run.unmatched());
  }

  /** Reads a stored cost. */
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
        cache,
        usage.getJsonArray(UNMATCHED, new JsonArray()).stream().map(String.class::cast).toList());
  }

  /** The form that is stored. */
  String write() {
    var json =
        new JsonObject()
            .put("requests", requests)
            .put("upstreamMs", upstreamMs)
            .put("upstreamBytes", upstreamBytes)
            .put("retries", retries);
    cache.forEach((status, count) -> json.put(name(status), count));
    return (unmatched.isEmpty() ? json : json.put(UNMATCHED, new JsonArray(unmatched))).encode();
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
        sum,
        Stream.concat(unmatched.stream(), other.unmatched.stream())
            .distinct()
            .limit(Summary.MOST_UNMATCHED)
            .toList());
  }

  /** The summary of a job: so far, or at its end. */
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
        usage.cache,
        Map.of(),
        usage.unmatched,
        "");
  }

  private static String name(CacheStatus status) {
    return status.name().toLowerCase(Locale.ROOT);
  }
}
