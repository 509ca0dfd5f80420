package dev.pokebatch.fetcher.guard;

import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;

/** When a circuit opens, and when it closes again: what is set, and what is better left alone. */
final class CircuitRules {

  /**
   * Wide enough that the timeouts of a batch, which come together at its end, are not all of it.
   */
  private static final int WINDOW = 500;

  /** Of fewer requests, half may fail by chance where three in ten do. */
  private static final int FEWEST = 100;

  /** An upstream that is this slow so often is as good as gone. */
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
