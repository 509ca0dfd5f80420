package dev.pokebatch.fetcher;

import dev.pokebatch.fetcher.guard.Circuit;
import dev.pokebatch.fetcher.guard.Permits;
import dev.pokebatch.process.metrics.MemoryMeters;
import dev.pokebatch.process.metrics.Metrics;
import java.util.Locale;
import java.util.stream.Stream;

/** Exports the guards of a process: what they hold, what waits for them, and what they refuse. */
final class GuardMeters {

  private GuardMeters() {}

  static void register(Metrics metrics, SharedGuards guards) {
    permits(metrics, "requests", guards.permits());
    permits(metrics, "threads", guards.threads());
    metrics.gauge(
        "pokebatch.upstream.tokens",
        "",
        "Requests to the upstream that the rate limit allows now.",
        () -> guards.tokens().available());
    metrics.gauge(
        "pokebatch.upstream.rate.limit",
        "",
        "Requests a second that this fetcher may send to the upstream at present.",
        () -> guards.tokens().rate());
    metrics.gauge(
        "pokebatch.upstream.waiting",
        "",
        "Documents that wait in front of the upstream: for memory, a token, a thread or a permit.",
        () -> guards.waiting().taken());
    metrics.count(
        "pokebatch.upstream.retries",
        "Requests to the upstream that repeat a failed one.",
        guards.retries()::retries);
    metrics.gauge(
        "pokebatch.upstream.retry.budget",
        "",
        "Retries that the retry budget allows now.",
        () -> guards.retries().left());
    for (var state : Circuit.CircuitState.values()) {
      metrics.gauge(
          "pokebatch.circuit.breaker.state",
          "",
          "1 for the state of the upstream's circuit breaker, 0 for the others.",
          () -> guards.circuit().state() == state ? 1 : 0,
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
    var memory = guards.memory();
    MemoryMeters.register(
        metrics,
        Stream.concat(Stream.of(memory.fetching(), memory.replies()), memory.expansions().stream())
            .toList());
  }

  private static void permits(Metrics metrics, String kind, Permits permits) {
    metrics.gauge(
        "pokebatch.upstream.permits",
        "",
        "Requests to the upstream that may be in flight at present.",
        permits::limit,
        "kind",
        kind);
    metrics.gauge(
        "pokebatch.upstream.permits.used",
        "",
        "Requests to the upstream that are in flight.",
        permits::used,
        "kind",
        kind);
    metrics.gauge(
        "pokebatch.upstream.permits.waiting",
        "",
        "Documents that wait for a permit.",
        permits::waiting,
        "kind",
        kind);
  }
}
