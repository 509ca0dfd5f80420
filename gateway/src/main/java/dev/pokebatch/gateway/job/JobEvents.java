package dev.pokebatch.gateway.job;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells every gateway over the event bus that something about a job is new. News are a convenience:
 * they may be lost, and come before or after what they tell can be read, so that whoever waits for
 * some looks for himself now and then. Confined to one event loop.
 */
public final class JobEvents {

  private static final long LOOK_EVERY_MS = 1_000;

  /** What can have happened to a job. */
  enum Kind {
    /** It waits for somebody to run it. */
    QUEUED,
    /** It has results that it had not, or has ended. */
    PROGRESSED,
    /** It is to stop. */
    CANCELLING;

    private String address() {
      return "dev.pokebatch.job." + name().toLowerCase(Locale.ROOT);
    }
  }

  private final Vertx vertx;
  private final Map<String, List<Runnable>> watchers = new HashMap<>();

  /** Hears nothing before {@link #start}. */
  public JobEvents(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Begins to listen. */
  public Future<?> start() {
    return listen(Kind.PROGRESSED, this::progressed);
  }

  /** Has somebody hear of all news of a kind, each by the job's id. */
  Future<?> listen(Kind kind, Consumer<String> listener) {
    return vertx
        .eventBus()
        .<String>consumer(kind.address(), message -> listener.accept(message.body()))
        .completion();
  }

  /** Tells. */
  void tell(Kind kind, String jobId) {
    vertx.eventBus().publish(kind.address(), jobId);
  }

  private Runnable watch(String jobId, Runnable action) {
    watchers.computeIfAbsent(jobId, id -> new ArrayList<>(1)).add(action);
    return () ->
        watchers.computeIfPresent(
            jobId,
            (id, actions) -> {
              actions.remove(action);
              return actions.isEmpty() ? null : actions;
            });
  }

  /**
   * Has an action run when there is news of a job, and, as that may be lost, once a second.
   *
   * @return ends that
   */
  Runnable follow(String jobId, Runnable action) {
    var unwatch = watch(jobId, action);
    var timer = vertx.setPeriodic(LOOK_EVERY_MS, now -> action.run());
    return () -> {
      unwatch.run();
      vertx.cancelTimer(timer);
    };
  }

  private void progressed(String jobId) {
    List.copyOf(watchers.getOrDefault(jobId, List.of())).forEach(Runnable::run);
  }
}
