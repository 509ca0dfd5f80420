package dev.pokebatch.gateway.job;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.gateway.store.job.JobRow;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Events about jobs, which every gateway receives over the event bus. An event may be lost, and may
 * arrive before its change can be read. So receivers also read the store periodically. Confined to
 * one event loop.
 */
public final class JobEvents {

  private static final long LOOK_EVERY_MS = 1_000;

  /** The kinds of events. */
  enum Kind {
    /** The job waits for a gateway to run it. */
    QUEUED,
    /** The job has new results, or has ended. */
    PROGRESSED,
    /** The job was cancelled. */
    CANCELLING;

    private String address() {
      return Addresses.job(name().toLowerCase(Locale.ROOT));
    }
  }

  private final Vertx vertx;
  private final Map<String, List<Runnable>> watchers = new HashMap<>();

  /** Receives nothing before {@link #start}. */
  public JobEvents(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Starts to listen. */
  public Future<?> start() {
    return listen(Kind.PROGRESSED, this::progressed);
  }

  /** Registers a listener for the events of one kind; it receives the ids of jobs. */
  Future<?> listen(Kind kind, Consumer<String> listener) {
    return vertx
        .eventBus()
        .<String>consumer(kind.address(), message -> listener.accept(message.body()))
        .completion();
  }

  /** Publishes the event for a job that a client has queued or cancelled. */
  void tell(JobRow job) {
    tell(
        switch (job.state()) {
          case QUEUED -> Kind.QUEUED;
          case CANCELLING -> Kind.CANCELLING;
          case RUNNING, ENDED -> Kind.PROGRESSED;
        },
        job.id());
  }

  /** Publishes an event. */
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
   * Runs an action on each event about a job and, because events may be lost, once a second.
   *
   * @return stops that
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
