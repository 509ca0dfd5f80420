package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.LimitChecks;
import dev.pokebatch.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the references of one batch use: documents that are fetched again, and bytes of
 * cached bodies. Confined to one event loop.
 */
final class ReferenceBudget {

  private final LimitChecks limits;
  private final ReferenceLimiter limiter;
  private long rereads;
  private int cachedBytes;

  ReferenceBudget(BatchLimits limits, ReferenceLimiter limiter) {
    this.limits = new LimitChecks(limits);
    this.limiter = limiter;
  }

  /**
   * Counts documents that references fetch again, without showing them to the client.
   *
   * @return {@code limit-exceeded}, or null if they may be fetched
   */
  @Nullable Problem admitRereads(int more) {
    var problem = limits.rereads(rereads + more);
    rereads += problem == null ? more : 0;
    return problem;
  }

  /** Reserves memory for caching a body of so many bytes; returns false if there is none. */
  boolean tryCache(int bytes) {
    var cached = limiter.tryCache(bytes);
    cachedBytes += cached ? bytes : 0;
    return cached;
  }

  /** Releases the memory of all cached bodies of the batch. */
  void release() {
    limiter.releaseCached(cachedBytes);
  }
}
