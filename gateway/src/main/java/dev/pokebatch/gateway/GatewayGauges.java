package dev.pokebatch.gateway;

import dev.pokebatch.gateway.dispatch.InFlightLimit;
import dev.pokebatch.gateway.http.admission.PermitPool;
import dev.pokebatch.gateway.metrics.JobStates;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.problem.RefusalCounts;
import dev.pokebatch.process.metrics.MemoryMeters;
import dev.pokebatch.process.metrics.Metrics;
import java.util.List;

/** Exports the resources that all gateway verticles of a process share. */
final class GatewayGauges {

  private GatewayGauges() {}

  static void register(Metrics metrics, ProcessResources shared, boolean hasJobs) {
    var memory = shared.memory();
    MemoryMeters.register(
        metrics,
        List.of(shared.requests().pool(), memory.pool(), memory.references(), memory.responses()));
    metrics.gauge(
        "pokebatch.spill",
        "bytes",
        "Bytes of answers in temporary files.",
        () -> shared.spill().bytes());
    documents(metrics, "batches", shared.inFlight());
    documents(metrics, "jobs", shared.jobsInFlight());
    var permits = shared.permits();
    admission(metrics, "connections", permits.connections());
    admission(metrics, "requests", permits.requests());
    admission(metrics, "batches", permits.batches());
    admission(metrics, "streams", permits.streams());
    admission(metrics, "reads", permits.reads());
    admission(metrics, "follows", permits.follows());
    admission(metrics, "long_polls", permits.polls());
    for (var type : ProblemType.values()) {
      metrics.count(
          "pokebatch.refusals",
          "Requests that were answered with a problem, by its type.",
          () -> RefusalCounts.count(type),
          "reason",
          type.slug());
    }
    if (hasJobs) {
      JobStates.register(metrics, shared.database());
    }
  }

  private static void documents(Metrics metrics, String user, InFlightLimit limit) {
    metrics.gauge(
        "pokebatch.documents.in.flight",
        "",
        "Documents that fetchers have been asked for.",
        limit::used,
        "user",
        user);
    metrics.gauge(
        "pokebatch.documents.in.flight.limit",
        "",
        "How many documents may be in flight, with the reserve.",
        limit::limit,
        "user",
        user);
    metrics.gauge(
        "pokebatch.documents.in.flight.waiting",
        "",
        "Batches that wait because too many documents are in flight.",
        limit::waiting,
        "user",
        user);
  }

  private static void admission(Metrics metrics, String kind, PermitPool permits) {
    metrics.gauge(
        "pokebatch.admission.used",
        "",
        "Connections, HTTP/2 requests, or pieces of work, that hold a permit.",
        permits::used,
        "kind",
        kind);
    metrics.gauge(
        "pokebatch.admission.limit",
        "",
        "How many may hold a permit, with the reserve.",
        permits::limit,
        "kind",
        kind);
  }
}
