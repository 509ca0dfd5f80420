package dev.pokebatch.gateway.quota;

import java.time.Duration;

/** A quota of an amount in a period, such as documents a minute. Each is a token bucket. */
public enum QuotaRate {
  /** Requests; a request that finds no token is refused. */
  REQUESTS("requests", "requests", Quota.REQUESTS_PER_SECOND, Duration.ofSeconds(1)) {
    /** The burst; by default the requests of ten seconds, and never less than those of one. */
    @Override
    long capacity(QuotaLimits limits) {
      var amount = amount(limits);
      var burst = limits.of(Quota.REQUEST_BURST);
      return burst == 0 ? 10 * amount : Math.max(burst, amount);
    }
  },
  /** Requests to the upstream. */
  DOCUMENTS("documents", "documents", Quota.DOCUMENTS_PER_MINUTE, Duration.ofMinutes(1)),
  /** Work, in the units of {@link WorkPrice}. */
  WORK("work", "work", Quota.WORK_PER_MINUTE, Duration.ofMinutes(1)),
  /** Bytes of response bodies. */
  BYTES("bytes", "content-bytes", Quota.BYTES_PER_DAY, Duration.ofDays(1));

  private final String word;
  private final String unit;
  private final Quota quota;

  private final Duration period;

  QuotaRate(String word, String unit, Quota quota, Duration period) {
    this.word = word;
    this.unit = unit;
    this.quota = quota;
    this.period = period;
  }

  /** Returns its name in header fields, problems and JSON. */
  public String word() {
    return word;
  }

  /** Returns the quota unit of header fields. */
  String unit() {
    return unit;
  }

  /** Returns the time in which a client may have the amount on average. */
  Duration period() {
    return period;
  }

  /** Returns how much a client may have in the period; 0 for no limit. */
  long amount(QuotaLimits limits) {
    return limits.of(quota);
  }

  /** Returns how much a client may have at once after a pause. */
  long capacity(QuotaLimits limits) {
    return amount(limits);
  }
}
