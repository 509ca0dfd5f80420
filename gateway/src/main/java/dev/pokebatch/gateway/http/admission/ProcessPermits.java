package dev.pokebatch.gateway.http.admission;

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
public record ProcessPermits(
    PermitPool connections,
    PermitPool batches,
    PermitPool streams,
    PermitPool reads,
    PermitPool follows,
    PermitPool polls) {

  /** As many as these limits say. */
  public static ProcessPermits of(ConnectionLimits connections, ConcurrencyLimits limits) {
    return new ProcessPermits(
        new PermitPool(connections.most(), connections.ofOneClient()),
        new PermitPool(limits.batches()),
        new PermitPool(limits.streams()),
        new PermitPool(limits.reads()),
        new PermitPool(limits.follows()),
        new PermitPool(limits.polls()));
  }
}
