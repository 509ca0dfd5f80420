package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.store.quota.QuotaUse;
import io.github.bucket4j.TimeMeter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one client has left of each limited rate. Thread-safe. */
final class RateMeters {

  private final TimeMeter clock;
  private volatile Map<QuotaRate, Meter> meters = Map.of();

  /** Limits no rate before {@link #use}. */
  RateMeters(TimeMeter clock) {
    this.clock = clock;
  }

  /** Uses these limits from now on. What has been used stays used. */
  synchronized void use(QuotaLimits limits) {
    var next = new EnumMap<QuotaRate, Meter>(QuotaRate.class);
    for (var rate : QuotaRate.values()) {
      var meter = meters.get(rate);
      if (rate.amount(limits) == 0) {
        continue;
      }
      if (meter == null) {
        meter = new Meter(rate, limits, clock);
      } else {
        meter.use(limits);
      }
      next.put(rate, meter);
    }
    meters = next;
  }

  /**
   * Counts a request.
   *
   * @throws ProblemException {@code quota-exceeded} if it is one too many
   */
  void takeRequest() {
    var meter = meters.get(QuotaRate.REQUESTS);
    if (meter != null && !meter.take()) {
      throw new ProblemException(usedUp(meter));
    }
  }

  /** Counts what something has cost, even if that exceeds the quota. */
  void spend(QuotaRate rate, long amount) {
    var meter = meters.get(rate);
    if (meter != null) {
      meter.spend(amount);
    }
  }

  /** Returns why nothing more may be spent; null while all of these rates have something left. */
  @Nullable Problem exhausted(Set<QuotaRate> rates) {
    for (var rate : rates) {
      var meter = meters.get(rate);
      if (meter != null && meter.isExhausted()) {
        return usedUp(meter);
      }
    }
    return null;
  }

  private static Problem usedUp(Meter meter) {
    var state = meter.state();
    var detail =
        "The quota "
            + state.name()
            + " is used up: "
            + state.max()
            + " within "
            + state.windowS()
            + " s.";
    return LimitProblems.quotaExceeded(state.name(), state.max(), detail)
        .retryAfterMs(meter.retryAfterMs());
  }

  /** Returns whether something was used since the last {@link #takeUnshared}. */
  boolean isUnshared() {
    return meters.values().stream().anyMatch(Meter::isUnshared);
  }

  /** Returns what was used of each rate since the last call. */
  List<QuotaUse> takeUnshared(String client) {
    return meters.values().stream().map(meter -> meter.takeUnshared(client)).toList();
  }

  /** Returns the meter of a rate with this name; null if the rate is not limited any more. */
  @Nullable Meter find(String name) {
    return meters.values().stream()
        .filter(meter -> meter.state().name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** Returns whether nothing of any rate is used up. */
  boolean areFull() {
    return states().stream().allMatch(state -> state.resetS() == 0);
  }

  /** Returns each limited rate, with what is left of it. */
  List<QuotaState> states() {
    return meters.values().stream().map(Meter::state).toList();
  }
}
