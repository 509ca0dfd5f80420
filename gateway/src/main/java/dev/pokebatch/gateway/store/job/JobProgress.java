package dev.pokebatch.gateway.store.job;

import java.util.List;

/**
 * What a job's owner writes at once: the results since its last write, and the job's totals.
 *
 * @param results new results in the order of their sequence numbers
 * @param resolutions resolutions of steps that have none yet
 * @param total number of documents of the job, as far as known now
 * @param usage the rest of the job's summary, as JSON that the store does not interpret
 */
public record JobProgress(
    List<ResultRow> results, List<ResolutionRow> resolutions, long total, String usage) {

  /** Copies the lists. */
  public JobProgress {
    results = List.copyOf(results);
    resolutions = List.copyOf(resolutions);
  }
}
