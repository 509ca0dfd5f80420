package dev.pokebatch.gateway.http.admission;

/**
 * How many of each kind may go on at once in a process. For each there is an eighth more for
 * clients that have few of it.
 *
 * @param batches that run; a stream of steps counts while steps of it run
 * @param streams of steps that are open
 * @param reads of the results of jobs that are there
 * @param follows of jobs, whose results are sent as they come
 * @param polls that wait for a job's end
 */
public record ConcurrencyLimits(int batches, int streams, int reads, int follows, int polls) {

  /** How many answers there may be at once, with what is kept for clients that have few. */
  public int answers() {
    return Math.max(1, (batches + streams + reads + follows) * 9 / 8);
  }
}
