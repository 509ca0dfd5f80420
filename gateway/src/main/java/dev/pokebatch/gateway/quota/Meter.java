package dev.pokebatch.gateway.quota;

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

  private final QuotaRate rate;
  private final Bucket bucket;
  private volatile long amount;
  private volatile long capacity;

  /** Creates a full bucket. */
  Meter(QuotaRate rate, QuotaLimits limits, TimeMeter clock) {
    this.rate = rate;
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
    return bucket.tryConsume(1);
  }

  /** Takes tokens, even if there are fewer. */
  void spend(long tokens) {
    if (tokens > 0) {
      bucket.consumeIgnoringRateLimits(tokens);
    }
  }

  /** Returns whether there is no token. */
  boolean isExhausted() {
    return bucket.getAvailableTokens() <= 0;
  }

  /** Returns what is left, and when it is all there again. */
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
