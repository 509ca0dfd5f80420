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
 * Keeps a database open: opens it, and where that fails, or it was lost, tries again at growing
 * intervals until it is there. Does so on a thread of its own, which ends with nobody's verticle.
 * For any thread.
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

  // Of its thread only.
  private boolean reported;
  private long pauseMs = FIRST_PAUSE_MS;

  Reconnector(Engine engine, DatabaseLocation location) {
    this.engine = engine;
    this.location = location;
  }

  /** Begins; ends when the first attempt has, whatever came of it. */
  CompletionStage<@Nullable Void> start() {
    thread.execute(this::attempt);
    return tried;
  }

  /** The connections; null while there are none. */
  @Nullable ConnectionPools current() {
    return current;
  }

  /** Gives up connections that turned out to be of no use, and opens the database anew. */
  synchronized void lost(ConnectionPools useless, Exception why) {
    if (current == useless && !closed) {
      current = null;
      thread.execute(
          () -> {
            report(why);
            useless.close();
            attempt();
          });
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever it is, trying again is all that can be done
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
      LOG.info("The store is available again: {}", location);
    }
  }

  private void report(Throwable why) {
    if (!reported) {
      reported = true;
      LOG.warn("The store is not available: {}: {}", location, why.toString());
    }
  }

  /** Closes the connections, which nobody uses any more, and opens none again. */
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
