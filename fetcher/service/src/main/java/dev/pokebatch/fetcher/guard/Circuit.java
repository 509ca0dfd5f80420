package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * The circuit breaker of the upstream. Thread-safe. Only this class and {@link CircuitRules} use
 * the circuit breaker library.
 */
public final class Circuit {

  /** Outcomes are discarded after this long without a new one. */
  private static final long IDLE_MS = 60_000;

  /** The retry hint while probes are in flight, since their outcome is not known. */
  private static final long PROBING_MS = 1_000;

  private final CircuitBreaker breaker;
  private final Clock clock;
  private final long openMs;
  private final Outage outage = new Outage();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Object era = new Object();
  private long windowTouchedMs;
  private volatile long openUntilMs;

  /** Creates a closed circuit. */
  public Circuit(GuardConfig config, Clock clock) {
    this.clock = clock;
    this.openMs = config.open().toMillis();
    this.windowTouchedMs = clock.millis();
    this.breaker = CircuitBreaker.of("upstream", CircuitRules.of(config, clock));
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  /** The state. */
  public CircuitState state() {
    return switch (breaker.getState()) {
      case CLOSED, DISABLED, METRICS_ONLY -> CircuitState.CLOSED;
      case OPEN, FORCED_OPEN -> CircuitState.OPEN;
      case HALF_OPEN -> CircuitState.HALF_OPEN;
    };
  }

  /** Runs the action whenever the circuit opens, on any thread. */
  public void onOpen(Runnable action) {
    listeners.add(action);
  }

  /** Returns a pass, or empty if the circuit is open. The holder must report the outcome. */
  synchronized Optional<Pass> enter() {
    forgetWhatIsNotOfLate();
    return breaker.tryAcquirePermission() ? Optional.of(new Pass(era)) : Optional.empty();
  }

  /** The window is count-based: outcomes in it do not expire on their own. */
  private void forgetWhatIsNotOfLate() {
    var now = clock.millis();
    if (now - windowTouchedMs >= IDLE_MS && breaker.getState() == State.CLOSED) {
      breaker.reset();
      windowTouchedMs = now;
    }
  }

  /**
   * Holds the lock of {@link #enter}: a probe mistaken for an older call would never be counted.
   */
  private synchronized void ended(Pass pass, Verdict verdict, double millis) {
    if (pass.begun != era) {
      return;
    }
    windowTouchedMs = verdict == Verdict.NOT_COUNTED ? windowTouchedMs : clock.millis();
    var nanos = (long) (millis * 1e6);
    switch (verdict) {
      case HEALTHY -> {
        outage.answered();
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
      }
      case UNHEALTHY -> {
        outage.failed();
        breaker.onError(nanos, TimeUnit.NANOSECONDS, FetchException.of(FailureKind.INTERNAL, ""));
      }
      case NOT_COUNTED -> breaker.releasePermission();
    }
  }

  /** The failure of a call that may not pass. */
  public Failure refusal() {
    var leftMs = openUntilMs - clock.millis();
    return Failure.until(
        FailureKind.CIRCUIT_OPEN,
        "too many requests to the upstream failed recently; it is not asked for a while",
        leftMs > 0 ? leftMs : PROBING_MS);
  }

  private void changed(CircuitBreakerOnStateTransitionEvent event) {
    var state = event.getStateTransition().getToState();
    era = new Object();
    if (state == State.OPEN) {
      openUntilMs = clock.millis() + openMs;
      outage.circuitOpened(openMs);
      listeners.forEach(Runnable::run);
    } else if (state == State.CLOSED) {
      outage.circuitClosed();
    }
  }

  /** Whether calls pass. */
  public enum CircuitState {
    /** All calls pass. */
    CLOSED,
    /** No call passes. */
    OPEN,
    /** A few calls pass, to find out whether the upstream has recovered. */
    HALF_OPEN
  }

  /**
   * A call that was let through. Its outcome is ignored if the circuit's state has changed since.
   */
  final class Pass {
    private final Object begun;

    private Pass(Object begun) {
      this.begun = begun;
    }

    /**
     * Reports the outcome.
     *
     * @param millis time that the upstream took, in milliseconds
     */
    void ended(Verdict verdict, double millis) {
      Circuit.this.ended(this, verdict, millis);
    }
  }
}
