package dev.pokebatch.gateway.metrics;

import dev.pokebatch.process.metrics.Metrics;

/**
 * What the verticles of a gateway process record.
 *
 * @param batches batches and their documents
 * @param jobs claims and ends of jobs
 * @param metrics the metrics of the process
 */
public record GatewayMeters(BatchMeters batches, JobMeters jobs, Metrics metrics) {

  /** Adds them to the metrics of a process. */
  public static GatewayMeters of(Metrics metrics) {
    return new GatewayMeters(new BatchMeters(metrics), new JobMeters(metrics), metrics);
  }
}
