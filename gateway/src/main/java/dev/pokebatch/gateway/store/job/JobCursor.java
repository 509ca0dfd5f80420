package dev.pokebatch.gateway.store.job;

/**
 * A place in the list of jobs, newest first: after this one.
 *
 * @param createdAt of the job; milliseconds since the epoch
 * @param id of the job
 */
public record JobCursor(long createdAt, String id) {

  /** Before the first. */
  public static final JobCursor START = new JobCursor(Long.MAX_VALUE, "");
}
