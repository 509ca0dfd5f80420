package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.run.Summary;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs batches that take long, and why.
 *
 * @param thresholdNs how long a batch may take, in nanoseconds; 0 to log none
 */
record SlowBatchLog(long thresholdNs) {

  private static final Logger LOG = LoggerFactory.getLogger(SlowBatchLog.class);

  /** Whether a batch of this shape may be logged: a stream takes as long as its client sends. */
  boolean watches(BatchShape shape) {
    return thresholdNs > 0 && shape != BatchShape.STREAM && shape != BatchShape.JOB;
  }

  /**
   * Logs a batch if it took too long.
   *
   * @param tookNs until the last byte was written
   * @param writtenNs the part of that after the last result
   */
  void ended(Summary summary, long tookNs, long writtenNs, SlowestDocuments slowest) {
    if (tookNs >= thresholdNs) {
      LOG.info(
          "Slow batch: {} ms for {} documents, the last {} ms to write the answer. Slowest: {}",
          TimeUnit.NANOSECONDS.toMillis(tookNs),
          summary.total(),
          TimeUnit.NANOSECONDS.toMillis(writtenNs),
          slowest);
    }
  }
}
