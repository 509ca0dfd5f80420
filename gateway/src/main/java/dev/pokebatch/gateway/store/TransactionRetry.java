package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.ConnectionPools;
import dev.pokebatch.gateway.store.engine.Dialect;
import dev.pokebatch.gateway.store.engine.Engine;
import dev.pokebatch.gateway.store.engine.FailureClass;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Runs work in a transaction, and repeats the transaction after a conflict or a broken connection.
 * Blocks the calling thread.
 */
final class TransactionRetry {

  private static final int MAX_ATTEMPTS = 6;
  private static final int PAUSE_MS = 10;

  private final Engine engine;
  private final Dialect dialect;
  private final long patienceMs;

  /**
   * @param patienceMs milliseconds after the start during which a failed transaction is repeated
   */
  TransactionRetry(Engine engine, long patienceMs) {
    this.engine = engine;
    this.dialect = engine.dialect();
    this.patienceMs = patienceMs;
  }

  /**
   * Runs the work until it succeeds, fails in a way that a repetition cannot help, or the attempts
   * or the time are used up.
   */
  <T> T run(ConnectionPools connections, boolean writes, TransactionWork<T> work)
      throws DatabaseFailure {
    var started = System.nanoTime();
    for (var attempt = 1; ; attempt++) {
      try {
        return once(connections, writes, work);
      } catch (DatabaseFailure failure) {
        var repeatable =
            failure.failureClass() == FailureClass.CONFLICT
                || failure.failureClass() == FailureClass.BROKEN;
        var spentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        if (!repeatable || attempt == MAX_ATTEMPTS || spentMs >= patienceMs) {
          throw failure;
        }
        pause(attempt, failure);
      }
    }
  }

  private <T> T once(ConnectionPools connections, boolean writes, TransactionWork<T> work)
      throws DatabaseFailure {
    var phase = Phase.CONNECTING;
    try (var connection = connections.take(writes)) {
      phase = Phase.WORKING;
      var committed = false;
      try {
        dialect.begin(connection, writes);
        var transaction = new Transaction(connection, dialect);
        var value = work.in(transaction);
        transaction.writeCounts();
        phase = Phase.COMMITTING;
        dialect.commit(connection);
        committed = true;
        return value;
      } finally {
        if (!committed) {
          undo(connections, connection, writes);
        }
      }
    } catch (SQLException failure) {
      throw new DatabaseFailure(classify(failure, phase), failure);
    }
  }

  /** Rolls back. A connection that fails to roll back is removed from its pool. */
  private void undo(ConnectionPools connections, Connection connection, boolean writes) {
    try {
      dialect.rollback(connection);
    } catch (SQLException useless) {
      connections.discard(connection, writes);
    }
  }

  private enum Phase {
    CONNECTING,
    WORKING,
    COMMITTING
  }

  private FailureClass classify(SQLException failure, Phase phase) {
    var failureClass = engine.classify(failure);
    return switch (phase) {
      case CONNECTING ->
          failureClass == FailureClass.REFUSED || failureClass == FailureClass.FULL
              ? failureClass
              : FailureClass.LOST;
      case WORKING -> failureClass;
      // The commit may or may not have taken effect, so the work must not be repeated.
      case COMMITTING -> failureClass == FailureClass.BROKEN ? FailureClass.REFUSED : failureClass;
    };
  }

  private static void pause(int attempt, DatabaseFailure failure) throws DatabaseFailure {
    try {
      var most = attempt * PAUSE_MS;
      TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(most / 2, most));
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }
}
