package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.problem.LimitProblems;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.store.quota.HeldPermits;
import dev.pokebatch.gateway.store.quota.QuotaUse;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one client has used of its quotas. Thread-safe. */
public final class QuotaAccount {

  /** The account of all clients without quotas. */
  public static final QuotaAccount UNLIMITED = new QuotaAccount("", TimeMeter.SYSTEM_NANOTIME);

  private static final long PERMIT_RETRY_AFTER_MS = 1_000;
  private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

  private final String client;
  private final TimeMeter clock;
  private final PermitCount batches = new PermitCount("batches");
  private final PermitCount streams = new PermitCount("streams");
  private volatile QuotaLimits limits = QuotaLimits.NONE;
  private volatile Map<QuotaRate, Meter> meters = Map.of();

  /** Whether the client may have used something since the last {@link #takeActive}. */
  private volatile boolean isUsed;

  /** Whether other gateways may believe that it has permits here. */
  private volatile boolean isHeldElsewhere;

  private volatile long usedAt;

  /**
   * Creates an account without quotas.
   *
   * @param client the client's name
   */
  QuotaAccount(String client, TimeMeter clock) {
    this.client = client;
    this.clock = clock;
  }

  /** Uses these limits from now on. What has been used stays used. */
  QuotaAccount use(QuotaLimits changed) {
    isUsed = true;
    usedAt = clock.currentTimeNanos();
    if (!limits.equals(changed)) {
      change(changed);
    }
    return this;
  }

  private synchronized void change(QuotaLimits changed) {
    var next = new EnumMap<QuotaRate, Meter>(QuotaRate.class);
    for (var rate : QuotaRate.values()) {
      var meter = meters.get(rate);
      if (rate.amount(changed) == 0) {
        continue;
      }
      if (meter == null) {
        meter = new Meter(rate, changed, clock);
      } else {
        meter.use(changed);
      }
      next.put(rate, meter);
    }
    meters = next;
    limits = changed;
  }

  /** Returns whether nothing is limited. */
  public boolean isUnlimited() {
    return this == UNLIMITED;
  }

  /** Returns the limits in force. */
  public QuotaLimits limits() {
    return limits;
  }

  /**
   * Counts a request.
   *
   * @throws ProblemException {@code quota-exceeded} if it is one too many
   */
  public void takeRequest() {
    var meter = meters.get(QuotaRate.REQUESTS);
    if (meter != null && !meter.take()) {
      throw new ProblemException(usedUp(meter));
    }
  }

  /** Counts what something has cost, even if that exceeds the quota. */
  void spend(QuotaRate rate, long amount) {
    usedAt = clock.currentTimeNanos();
    var meter = meters.get(rate);
    if (meter != null) {
      meter.spend(amount);
    }
  }

  /** Returns why nothing more may be spent; null while all of these rates have something left. */
  @Nullable Problem exhausted(Set<QuotaRate> rates) {
    usedAt = clock.currentTimeNanos();
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

  /**
   * Takes a permit, which must be released.
   *
   * @param quota {@link Quota#BATCHES} or {@link Quota#STREAMS}
   * @throws ProblemException {@code quota-exceeded} if none is free
   */
  public void take(Quota quota) {
    if (!permits(quota).take(limits.of(quota))) {
      throw tooMany(quota);
    }
  }

  /**
   * Checks that a permit is free, and takes none.
   *
   * @throws ProblemException {@code quota-exceeded} if none is free
   */
  public void checkFree(Quota quota) {
    if (!permits(quota).isFree(limits.of(quota))) {
      throw tooMany(quota);
    }
  }

  /** Releases a permit. */
  public void release(Quota quota) {
    permits(quota).release();
  }

  private PermitCount permits(Quota quota) {
    return switch (quota) {
      case BATCHES -> batches;
      case STREAMS -> streams;
      default -> throw new IllegalArgumentException(quota + " has no permits");
    };
  }

  private ProblemException tooMany(Quota quota) {
    var max = limits.of(quota);
    var detail = "The quota " + quota.word() + " is used up: " + max + " at once.";
    var problem = LimitProblems.quotaExceeded(quota.word(), max, detail);
    return new ProblemException(problem.retryAfterMs(PERMIT_RETRY_AFTER_MS));
  }

  /** Returns whether the account has something that other accounts should know or tell. */
  boolean takeActive() {
    var holds = batches.held() + streams.held() > 0;
    var active = isUsed || isHeldElsewhere || holds || isUnshared();
    isUsed = false;
    isHeldElsewhere = holds;
    return active;
  }

  private boolean isUnshared() {
    return meters.values().stream().anyMatch(Meter::isUnshared);
  }

  /** Returns what was used of each rate since the last call. */
  List<QuotaUse> takeUnshared() {
    return meters.values().stream().map(meter -> meter.takeUnshared(client)).toList();
  }

  /** Returns the permits that the client has here. */
  HeldPermits held() {
    return new HeldPermits(client, batches.held(), streams.held());
  }

  /** Returns the meter of a rate with this name; null if the rate is not limited any more. */
  @Nullable Meter meter(String rate) {
    return meters.values().stream()
        .filter(meter -> meter.state().name().equals(rate))
        .findFirst()
        .orElse(null);
  }

  /**
   * Sets the permits that the client has at other gateways.
   *
   * @param others those of all clients
   */
  void setOthers(List<HeldPermits> others) {
    var own = others.stream().filter(held -> held.client().equals(client)).findFirst();
    batches.setOthers(own.map(HeldPermits::batches).orElse(0L));
    streams.setOthers(own.map(HeldPermits::streams).orElse(0L));
  }

  /**
   * Returns whether the account need not be kept.
   *
   * @param isShared whether a database remembers what was used
   */
  boolean isForgettable(boolean isShared) {
    var isUnusedLong = clock.currentTimeNanos() - usedAt > FORGET_AFTER.toNanos();
    return batches.held() + streams.held() == 0
        && !isHeldElsewhere
        && (isShared
            ? isUnusedLong && !isUnshared()
            : meters.values().stream().allMatch(meter -> meter.state().resetS() == 0));
  }

  /** Returns each quota of requests and of what they may do, with what is left of it. */
  public List<QuotaState> states() {
    var states = new ArrayList<QuotaState>();
    meters.values().forEach(meter -> states.add(meter.state()));
    var now = limits;
    for (var quota : List.of(Quota.BATCHES, Quota.STREAMS)) {
      if (now.of(quota) > 0) {
        states.add(permits(quota).state(now.of(quota)));
      }
    }
    return states;
  }

  /** Returns all quotas as {@code GET /v1/limits} shows them. */
  public JsonObject toJson() {
    var json = new JsonObject();
    states().forEach(state -> json.put(state.name(), state.toJson()));
    var now = limits;
    for (var quota : List.of(Quota.JOB_BYTES, Quota.COLLECTIONS)) {
      if (now.of(quota) > 0) {
        json.put(quota.word(), new JsonObject().put("max", now.of(quota)));
      }
    }
    return json;
  }
}
