package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.store.quota.QuotaUse;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;

/**
 * What a client has left of one rate: a token bucket. What something costs is often known only
 * afterwards, so the bucket may run into debt; nothing more is allowed until the debt is paid.
 * Thread-safe.
 */
final class Meter {

  /** More than the error of a calculation with doubles, in tokens. */
  private static final double ROUNDING = 1e-3;

  private final QuotaRate rate;
  private final TimeMeter clock;
  private final Bucket bucket;

  /** Tokens that were taken here and that other gateways do not know of. */
  private long unshared;

  /** When the first of them was taken. */
  private long unsharedSince;

  private volatile long amount;
  private volatile long capacity;

  /** Creates a full bucket. */
  Meter(QuotaRate rate, QuotaLimits limits, TimeMeter clock) {
    this.rate = rate;
    this.clock = clock;
    amount = rate.amount(limits);
    capacity = rate.capacity(limits);
    bucket = Bucket.builder().addLimit(bandwidth()).withCustomTimePrecision(clock).build();
  }

  /** Uses other limits from now on; what is left stays, within the new capacity. */
  void use(QuotaLimits limits) {
    if (amount != rate.amount(limits) || capacity != rate.capacity(limits)) {
      amount = rate.amount(limits);
      capacity = rate.capacity(limits);
      var changed = BucketConfiguration.builder().addLimit(bandwidth()).build();
      bucket.replaceConfiguration(changed, TokensInheritanceStrategy.AS_IS);
    }
  }

  private Bandwidth bandwidth() {
    return Bandwidth.builder().capacity(capacity).refillGreedy(amount, rate.period()).build();
  }

  /** Takes one token; returns false if there is none. */
  boolean take() {
    var taken = bucket.tryConsume(1);
    if (taken) {
      count(1);
    }
    return taken;
  }

  /** Takes tokens, even if there are fewer. */
  void spend(long tokens) {
    if (tokens > 0) {
      bucket.consumeIgnoringRateLimits(tokens);
      count(tokens);
    }
  }

  private synchronized void count(long tokens) {
    if (unshared == 0) {
      unsharedSince = clock.currentTimeNanos();
    }
    unshared += tokens;
  }

  /** Returns whether tokens were taken since the last {@link #takeUnshared}. */
  synchronized boolean isUnshared() {
    return unshared > 0;
  }

  /** Returns what was taken since the last call. */
  synchronized QuotaUse takeUnshared(String client) {
    var cost = micros(unshared);
    var since = unshared == 0 ? 0 : (clock.currentTimeNanos() - unsharedSince) / 1_000;
    unshared = 0;
    return new QuotaUse(client, rate.word(), cost, since);
  }

  /** Counts a use as unshared again, because the database could not be told of it. */
  synchronized void giveBack(QuotaUse use) {
    if (use.cost() > 0) {
      unsharedSince = clock.currentTimeNanos() - use.since() * 1_000;
      unshared += tokens(use.cost());
    }
  }

  /**
   * Takes tokens for the use at other gateways.
   *
   * @param micros microseconds until all tokens are available again, for the use at all gateways
   */
  synchronized void settle(long micros) {
    var left = capacity - tokens(Math.max(0, micros)) - unshared;
    var more = bucket.getAvailableTokens() - left;
    if (more > 0) {
      bucket.consumeIgnoringRateLimits(more);
    }
  }

  private long micros(long tokens) {
    return Math.round(seconds(tokens) * 1e6);
  }

  private long tokens(long micros) {
    return (long) (micros / 1e6 * amount / rate.period().toSeconds() + ROUNDING);
  }

  /** Returns whether there is no token. */
  boolean isExhausted() {
    return bucket.getAvailableTokens() <= 0;
  }

  /** Returns what is left, and when all of it is available again. */
  QuotaState state() {
    var left = bucket.getAvailableTokens();
    return new QuotaState(
        rate.word(),
        rate.unit(),
        capacity,
        Math.max(0, left),
        (long) Math.ceil(seconds(capacity)),
        (long) Math.ceil(seconds(capacity - left)));
  }

  /** Returns the milliseconds until there is a token. */
  long retryAfterMs() {
    return Math.max(1, (long) Math.ceil(seconds(1 - bucket.getAvailableTokens()) * 1_000));
  }

  private double seconds(long tokens) {
    return rate.period().toSeconds() * (double) tokens / amount;
  }
}
