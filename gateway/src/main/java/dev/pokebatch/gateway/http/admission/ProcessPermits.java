package dev.pokebatch.gateway.http.admission;

/**
 * The permits of a process. Each kind of work has a pool of its own, so waiting clients do not take
 * permits from working ones. Safe for any thread.
 *
 * @param connections open connections
 * @param requests open HTTP/2 requests
 * @param batches running batches
 * @param streams open streams of steps
 * @param reads readers of stored results
 * @param follows followers of running jobs
 * @param polls long polls for the end of a job
 */
public record ProcessPermits(
    PermitPool connections,
    PermitPool requests,
    PermitPool batches,
    PermitPool streams,
    PermitPool reads,
    PermitPool follows,
    PermitPool polls) {

  /** Creates the pools within these limits. */
  public static ProcessPermits of(ConnectionLimits connections, ConcurrencyLimits limits) {
    return new ProcessPermits(
        new PermitPool(connections.most(), connections.ofOneClient()),
        new PermitPool(connections.most(), connections.ofOneClient()),
        new PermitPool(limits.batches()),
        new PermitPool(limits.streams()),
        new PermitPool(limits.reads()),
        new PermitPool(limits.follows()),
        new PermitPool(limits.polls()));
  }
}
