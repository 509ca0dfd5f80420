package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.ConnectionPools;
import dev.pokebatch.gateway.store.engine.DatabaseLocation;
import dev.pokebatch.gateway.store.engine.Engine;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a database, and reopens it with exponential backoff after a failure. Works on a thread of
 * its own, which no verticle's end stops. Thread-safe.
 */
final class Reconnector {

  private static final Logger LOG = LoggerFactory.getLogger(Reconnector.class);
  private static final long FIRST_PAUSE_MS = 100;
  private static final long LONGEST_PAUSE_MS = 3_000;

  private final Engine engine;
  private final DatabaseLocation location;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          run -> {
            var named = new Thread(run, "store-opening");
            named.setDaemon(true);
            return named;
          });
  private final CompletableFuture<@Nullable Void> tried = new CompletableFuture<>();
  private volatile @Nullable ConnectionPools current;
  private volatile boolean closed;

  // Used by the reconnector's thread only.
  private boolean reported;
  private long pauseMs = FIRST_PAUSE_MS;

  Reconnector(Engine engine, DatabaseLocation location) {
    this.engine = engine;
    this.location = location;
  }

  /**
   * Starts to connect. The result completes after the first attempt, whether that succeeded or not.
   */
  CompletionStage<@Nullable Void> start() {
    thread.execute(this::attempt);
    return tried;
  }

  /** Returns the open connection pools; null while the database is unavailable. */
  @Nullable ConnectionPools current() {
    return current;
  }

  /** Closes connection pools that no longer work, and opens the database again. */
  synchronized void lost(ConnectionPools broken, Exception why) {
    if (current == broken && !closed) {
      current = null;
      thread.execute(
          () -> {
            report(why);
            broken.close();
            attempt();
          });
    }
  }

  @SuppressWarnings("CatchingUnchecked") // every failure is handled the same way: try again
  private void attempt() {
    if (closed) {
      return;
    }
    try {
      opened(engine.open());
    } catch (Exception | LinkageError failed) {
      report(failed);
      var unused = thread.schedule(this::attempt, pauseMs, TimeUnit.MILLISECONDS);
      pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
    } finally {
      tried.complete(null);
    }
  }

  private void opened(ConnectionPools connections) {
    current = connections;
    pauseMs = FIRST_PAUSE_MS;
    if (reported) {
      reported = false;
      LOG.info("The database is available again: {}", location);
    }
  }

  private void report(Throwable why) {
    if (!reported) {
      reported = true;
      LOG.warn("The database is unavailable: {}: {}", location, why.toString());
    }
  }

  /** Closes the connections, which must not be in use, and does not open the database again. */
  synchronized CompletionStage<@Nullable Void> close() {
    if (closed) {
      return tried;
    }
    closed = true;
    var done = CompletableFuture.runAsync(this::closeCurrent, thread);
    thread.shutdown();
    return done;
  }

  private void closeCurrent() {
    var last = current;
    current = null;
    if (last != null) {
      last.close();
    }
    tried.complete(null);
  }
}
