package dev.pokebatch.gateway.store.job;

/**
 * A cursor into the list of jobs, newest first: the next page starts after this job.
 *
 * @param createdAt creation time of the job, in milliseconds since the epoch
 * @param id id of the job
 */
public record JobCursor(long createdAt, String id) {

  /** The cursor of the first page. */
  public static final JobCursor START = new JobCursor(Long.MAX_VALUE, "");
}
