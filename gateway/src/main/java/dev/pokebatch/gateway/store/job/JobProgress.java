package dev.pokebatch.gateway.store.job;

import java.util.List;

/**
 * What a job's owner has got since it last wrote.
 *
 * @param results in the order in which they are numbered
 * @param resolutions of steps for which none was written before
 * @param total documents of the job, as far as that is known now
 * @param usage what else the summary says now: JSON, opaque to the store
 */
public record JobProgress(
    List<ResultRow> results, List<ResolutionRow> resolutions, long total, String usage) {

  /** Copies the lists. */
  public JobProgress {
    results = List.copyOf(results);
    resolutions = List.copyOf(resolutions);
  }
}
