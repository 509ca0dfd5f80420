package dev.pokebatch.gateway.http.admission;

/**
 * How much work of each kind a process runs at once. Each kind has an eighth more in reserve for
 * clients that hold few permits.
 *
 * @param batches running batches; a stream of steps counts while any of its steps runs
 * @param streams open streams of steps
 * @param reads readers of stored results
 * @param follows followers of jobs, which receive results as they are stored
 * @param polls long polls for the end of a job
 */
public record ConcurrencyLimits(int batches, int streams, int reads, int follows, int polls) {

  /** Returns how many answers there may be at once, the reserve included. */
  public int answers() {
    return Math.max(1, (batches + streams + reads + follows) * 9 / 8);
  }
}
