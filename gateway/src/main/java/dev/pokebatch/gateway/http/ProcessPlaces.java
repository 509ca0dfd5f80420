package dev.pokebatch.gateway.http;

/**
 * The places of a process, each kind apart: whoever waits is not in the way of whoever works. Safe
 * for any thread.
 *
 * @param connections that are open
 * @param batches that run
 * @param streams that are open
 * @param reads of stored results
 * @param follows of jobs that run
 * @param polls for the end of a job
 */
public record ProcessPlaces(
    SharedPlaces connections,
    SharedPlaces batches,
    SharedPlaces streams,
    SharedPlaces reads,
    SharedPlaces follows,
    SharedPlaces polls) {

  /** As many as these limits say. */
  public static ProcessPlaces of(ConnectionLimits connections, PlaceLimits limits) {
    return new ProcessPlaces(
        new SharedPlaces(connections.most(), connections.ofOneClient()),
        new SharedPlaces(limits.batches()),
        new SharedPlaces(limits.streams()),
        new SharedPlaces(limits.reads()),
        new SharedPlaces(limits.follows()),
        new SharedPlaces(limits.polls()));
  }
}
