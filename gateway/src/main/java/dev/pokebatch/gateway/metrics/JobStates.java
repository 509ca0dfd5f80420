package dev.pokebatch.gateway.metrics;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.process.metrics.Metrics;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Exports the number of jobs in each state. They are counted in the database when somebody reads
 * the metrics, at most every few seconds, so a value is that of the scrape before. Thread-safe.
 */
public final class JobStates {

  private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

  private final Database database;
  private final AtomicLong countedAt = new AtomicLong(System.nanoTime() - INTERVAL);
  private volatile Map<JobState, Long> counts = Map.of();

  private JobStates(Database database) {
    this.database = database;
  }

  /** Adds the metrics. */
  public static void register(Metrics metrics, Database database) {
    var states = new JobStates(database);
    for (var state : JobState.values()) {
      metrics.gauge(
          "pokebatch.jobs",
          "",
          "Jobs in the database, by state.",
          () -> states.count(state),
          "state",
          state.name().toLowerCase(Locale.ROOT));
    }
  }

  private long count(JobState state) {
    var last = countedAt.get();
    var now = System.nanoTime();
    if (now - last >= INTERVAL && countedAt.compareAndSet(last, now)) {
      database
          .read(tx -> new JobTable(tx).countByState())
          .onSuccess(counted -> counts = counted)
          .onFailure(unavailable -> counts = Map.of());
    }
    return counts.getOrDefault(state, 0L);
  }
}
