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
 * Whether one upstream is worth asking, by how it did of late; safe to share. Only this class and
 * its rules know the circuit breaker's library.
 */
public final class Circuit {

  /** After so long without an outcome, those before it are not of late any more. */
  private static final long IDLE_MS = 60_000;

  /** When to try again while probes are under way: nobody knows how they will end. */
  private static final long PROBING_MS = 1_000;

  private final CircuitBreaker breaker;
  private final Clock clock;
  private final long openMs;
  private final Outage outage = new Outage();
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private Object era = new Object();
  private long windowTouchedMs;
  private volatile long openUntilMs;

  /** Closed, by a clock. */
  public Circuit(GuardConfig config, Clock clock) {
    this.clock = clock;
    this.openMs = config.open().toMillis();
    this.windowTouchedMs = clock.millis();
    this.breaker = CircuitBreaker.of("upstream", CircuitRules.of(config, clock));
    breaker.getEventPublisher().onStateTransition(this::changed);
  }

  /** Runs the action whenever it opens, on whichever thread that happens. */
  public void onOpen(Runnable action) {
    listeners.add(action);
  }

  /** Asks to pass: whoever may must say how it went. Nothing where it is open. */
  synchronized Optional<Pass> enter() {
    forgetWhatIsNotOfLate();
    return breaker.tryAcquirePermission() ? Optional.of(new Pass(era)) : Optional.empty();
  }

  /** The window counts requests, and does not age by itself. */
  private void forgetWhatIsNotOfLate() {
    var now = clock.millis();
    if (now - windowTouchedMs >= IDLE_MS && breaker.getState() == State.CLOSED) {
      breaker.reset();
      windowTouchedMs = now;
    }
  }

  /**
   * Under the lock of {@link #enter}: a probe that was taken for older would be missed for ever.
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

  /** What those are told who may not pass. */
  public Failure refusal() {
    var leftMs = openUntilMs - clock.millis();
    return Failure.until(
        FailureKind.CIRCUIT_OPEN,
        "the upstream failed so often of late that it is left alone for a while",
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

  /** A call that was let through; what began before the state changed says nothing of the new. */
  final class Pass {
    private final Object begun;

    private Pass(Object begun) {
      this.begun = begun;
    }

    /** How it went, and how long the upstream took, in milliseconds. */
    void ended(Verdict verdict, double millis) {
      Circuit.this.ended(this, verdict, millis);
    }
  }
}
