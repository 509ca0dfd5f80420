package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.store.quota.HeldPermits;
import java.util.ArrayList;
import java.util.List;

/**
 * The permits of one client for batches and streams at the same time: those that it has here, and
 * those that it has at other gateways. Thread-safe.
 */
final class ClientPermits {

  private static final long RETRY_AFTER_MS = 1_000;

  private final PermitCount batches = new PermitCount("batches");
  private final PermitCount streams = new PermitCount("streams");

  /**
   * Takes a permit, which must be released.
   *
   * @param quota {@link Quota#BATCHES} or {@link Quota#STREAMS}
   * @throws ProblemException {@code quota-exceeded} if none is free
   */
  void take(Quota quota, QuotaLimits limits) {
    if (!count(quota).take(limits.of(quota))) {
      throw tooMany(quota, limits);
    }
  }

  /**
   * Checks that a permit is free, and takes none.
   *
   * @throws ProblemException {@code quota-exceeded} if none is free
   */
  void checkFree(Quota quota, QuotaLimits limits) {
    if (!count(quota).isFree(limits.of(quota))) {
      throw tooMany(quota, limits);
    }
  }

  /** Releases a permit. */
  void release(Quota quota) {
    count(quota).release();
  }

  /** Returns whether the client has permits here. */
  boolean areHeld() {
    return batches.held() + streams.held() > 0;
  }

  /** Returns the permits that the client has here. */
  HeldPermits held(String client) {
    return new HeldPermits(client, batches.held(), streams.held());
  }

  /** Sets how many permits the client has at other gateways. */
  void setOthers(long ofBatches, long ofStreams) {
    batches.setOthers(ofBatches);
    streams.setOthers(ofStreams);
  }

  /** Returns each limited kind of permits, with how many are free. */
  List<QuotaState> states(QuotaLimits limits) {
    var states = new ArrayList<QuotaState>();
    for (var quota : List.of(Quota.BATCHES, Quota.STREAMS)) {
      if (limits.of(quota) > 0) {
        states.add(count(quota).state(limits.of(quota)));
      }
    }
    return states;
  }

  private PermitCount count(Quota quota) {
    return switch (quota) {
      case BATCHES -> batches;
      case STREAMS -> streams;
      default -> throw new IllegalArgumentException(quota + " has no permits");
    };
  }

  private static ProblemException tooMany(Quota quota, QuotaLimits limits) {
    var max = limits.of(quota);
    var detail = "The quota " + quota.word() + " is used up: " + max + " at once.";
    var problem = LimitProblems.quotaExceeded(quota.word(), max, detail);
    return new ProblemException(problem.retryAfterMs(RETRY_AFTER_MS));
  }
}
