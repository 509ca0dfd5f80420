package dev.pokebatch.fetcher.upstream;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.metrics.Counter;
import dev.pokebatch.process.metrics.Durations;
import dev.pokebatch.process.metrics.Metrics;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Measures the requests to the upstream: how long each took, by the status of its response or by
 * the failure, and how many bytes came. Shared by all lanes; thread-safe.
 */
public final class UpstreamMeters {

  private static final String OK = "200";

  private final Metrics metrics;
  private final Map<String, Durations> byStatus = new ConcurrentHashMap<>();
  private final Durations firstByte;
  private final Counter bytes;

  /** Records to these metrics. */
  public UpstreamMeters(Metrics metrics) {
    this.metrics = metrics;
    this.firstByte =
        metrics.durations(
            "pokebatch.upstream.first.byte",
            "Time from a request to the upstream to the first byte of its response.");
    this.bytes =
        metrics.counter(
            "pokebatch.upstream.response.bytes",
            "Bytes of the bodies that the upstream sent, before decompression.");
    requests(OK);
  }

  /**
   * Records a response.
   *
   * @param startedAt when the request began, by {@link System#nanoTime}
   * @param elapsedMs how long the exchange took, in milliseconds
   */
  void answered(UpstreamResponse answer, long startedAt, double elapsedMs) {
    var status = answer.status();
    record(word(status), elapsedMs);
    firstByte.record(answer.headAt() - startedAt);
    bytes.add(answer.body().length);
  }

  private static String word(int status) {
    if (status == 200) {
      return OK;
    }
    return status >= 100 && status < 600 ? String.valueOf(status) : "other";
  }

  /** Records an exchange that ended without a whole response. */
  void failed(Throwable cause, double elapsedMs) {
    var kind =
        cause instanceof FetchException known ? known.failure().kind() : FailureKind.INTERNAL;
    record(kind.name().toLowerCase(Locale.ROOT).replaceFirst("^upstream_", ""), elapsedMs);
  }

  private void record(String status, double elapsedMs) {
    requests(status).record((long) (elapsedMs * 1e6));
  }

  private Durations requests(String status) {
    return byStatus.computeIfAbsent(
        status,
        first ->
            metrics.durations(
                "pokebatch.upstream.request.duration",
                "How long a request to the upstream took, by status or failure.",
                "status",
                first));
  }
}
