package dev.pokebatch.fetcher.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;

/** When a circuit opens and closes again: the configured rules and the fixed ones. */
final class CircuitRules {

  /**
   * Large enough that the timeouts of one batch, which all occur at its deadline, do not fill it.
   */
  private static final int WINDOW = 500;

  /** With fewer requests, 50 % failures may be chance when 30 % fail on average. */
  private static final int FEWEST = 100;

  /** Percentage of slow requests at which the circuit opens. */
  private static final int SLOW_RATE = 80;

  private static final int PROBES = 10;

  private CircuitRules() {}

  static CircuitBreakerConfig of(GuardConfig config, Clock clock) {
    return CircuitBreakerConfig.custom()
        .slidingWindowType(SlidingWindowType.COUNT_BASED)
        .slidingWindowSize(WINDOW)
        .minimumNumberOfCalls(FEWEST)
        .failureRateThreshold(config.failureRate())
        .slowCallRateThreshold(SLOW_RATE)
        .slowCallDurationThreshold(config.slow())
        .permittedNumberOfCallsInHalfOpenState(PROBES)
        .waitDurationInOpenState(config.open())
        .clock(clock)
        .build();
  }
}
