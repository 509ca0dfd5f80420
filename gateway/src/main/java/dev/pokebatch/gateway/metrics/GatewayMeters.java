package dev.pokebatch.gateway.metrics;

import dev.pokebatch.process.metrics.Metrics;
import java.time.Duration;

/**
 * What the verticles of a gateway process record.
 *
 * @param batches batches and their documents
 * @param jobs claims and ends of jobs
 * @param metrics the metrics of the process
 */
public record GatewayMeters(BatchMeters batches, JobMeters jobs, Metrics metrics) {

  /**
   * Adds them to the metrics of a process.
   *
   * @param slow how long a batch may take before it is logged; 0 to log none
   */
  public static GatewayMeters of(Metrics metrics, Duration slow) {
    return new GatewayMeters(new BatchMeters(metrics, slow), new JobMeters(metrics), metrics);
  }
}
