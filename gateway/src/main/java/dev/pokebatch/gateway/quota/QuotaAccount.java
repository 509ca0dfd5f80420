package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.store.quota.HeldPermits;
import dev.pokebatch.gateway.store.quota.QuotaUse;
import io.github.bucket4j.TimeMeter;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The quotas of one client, and what it has used of them. It is removed when it has nothing left to
 * remember or to share with other gateways. Thread-safe.
 */
public final class QuotaAccount {

  /** The account of all clients without quotas. */
  public static final QuotaAccount UNLIMITED = new QuotaAccount("", TimeMeter.SYSTEM_NANOTIME);

  private static final Duration FORGET_AFTER = Duration.ofMinutes(1);

  private final String client;
  private final TimeMeter clock;
  private final RateMeters rates;
  private final ClientPermits permits = new ClientPermits();
  private volatile QuotaLimits limits = QuotaLimits.NONE;

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
    this.rates = new RateMeters(clock);
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
    rates.use(changed);
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
    rates.takeRequest();
  }

  /** Counts what something has cost, even if that exceeds the quota. */
  void spend(QuotaRate rate, long amount) {
    usedAt = clock.currentTimeNanos();
    rates.spend(rate, amount);
  }

  /** Returns why nothing more may be spent; null while all of these rates have something left. */
  @Nullable Problem exhausted(Set<QuotaRate> of) {
    usedAt = clock.currentTimeNanos();
    return rates.exhausted(of);
  }

  /**
   * Takes a permit, which must be released.
   *
   * @param quota {@link Quota#BATCHES} or {@link Quota#STREAMS}
   * @throws ProblemException {@code quota-exceeded} if none is free
   */
  public void take(Quota quota) {
    permits.take(quota, limits);
  }

  /**
   * Checks that a permit is free, and takes none.
   *
   * @throws ProblemException {@code quota-exceeded} if none is free
   */
  public void checkFree(Quota quota) {
    permits.checkFree(quota, limits);
  }

  /** Releases a permit. */
  public void release(Quota quota) {
    permits.release(quota);
  }

  /** Returns whether other gateways have to exchange something with this account. */
  boolean takeActive() {
    var holds = permits.areHeld();
    var active = isUsed || isHeldElsewhere || holds || rates.isUnshared();
    isUsed = false;
    isHeldElsewhere = holds;
    return active;
  }

  /** Returns what was used of each rate since the last call. */
  List<QuotaUse> takeUnshared() {
    return rates.takeUnshared(client);
  }

  /** Returns the permits that the client has here. */
  HeldPermits held() {
    return permits.held(client);
  }

  /** Returns the meter of a rate with this name; null if the rate is not limited any more. */
  @Nullable Meter meter(String rate) {
    return rates.find(rate);
  }

  /**
   * Sets the permits that the client has at other gateways.
   *
   * @param others those of all clients
   */
  void setOthers(List<HeldPermits> others) {
    others.stream()
        .filter(held -> held.client().equals(client))
        .findFirst()
        .ifPresentOrElse(
            held -> permits.setOthers(held.batches(), held.streams()),
            () -> permits.setOthers(0, 0));
  }

  /**
   * Returns whether the account can be removed.
   *
   * @param isShared whether a database remembers what was used
   */
  boolean isForgettable(boolean isShared) {
    if (permits.areHeld() || isHeldElsewhere) {
      return false;
    }
    var isUnusedLong = clock.currentTimeNanos() - usedAt > FORGET_AFTER.toNanos();
    return isShared ? isUnusedLong && !rates.isUnshared() : rates.areFull();
  }

  /** Returns the quotas of rates and permits, with what is left of each. */
  public List<QuotaState> states() {
    var states = new ArrayList<>(rates.states());
    states.addAll(permits.states(limits));
    return states;
  }

  /** Returns the same quotas as {@code GET /v1/limits} shows them. */
  public JsonObject toJson() {
    var json = new JsonObject();
    states().forEach(state -> json.put(state.name(), state.toJson()));
    return json;
  }
}
