package dev.pokebatch.gateway.store;

import dev.pokebatch.gateway.store.engine.ConnectionPools;
import dev.pokebatch.gateway.store.engine.Dialect;
import dev.pokebatch.gateway.store.engine.Engine;
import dev.pokebatch.gateway.store.engine.FailureClass;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Runs work in a transaction, and again where that may help and is safe. Blocks. */
final class TransactionRetry {

  private static final int MOST = 6;
  private static final int PAUSE_MS = 10;

  private final Engine engine;
  private final Dialect dialect;
  private final long patienceMs;

  /**
   * @param patienceMs milliseconds after which nothing is tried again
   */
  TransactionRetry(Engine engine, long patienceMs) {
    this.engine = engine;
    this.dialect = engine.dialect();
    this.patienceMs = patienceMs;
  }

  /** Runs it until it has succeeded, or there is no more use in it. */
  <T> T run(ConnectionPools connections, boolean writes, TransactionWork<T> work)
      throws DatabaseFailure {
    var started = System.nanoTime();
    for (var attempt = 1; ; attempt++) {
      try {
        return once(connections, writes, work);
      } catch (DatabaseFailure failure) {
        var again =
            failure.trouble() == FailureClass.CONFLICT || failure.trouble() == FailureClass.BROKEN;
        var spentMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        if (!again || attempt == MOST || spentMs >= patienceMs) {
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
      throw new DatabaseFailure(meaningOf(failure, phase), failure);
    }
  }

  /** Rolls back; a connection that cannot even do that is used no more. */
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

  private FailureClass meaningOf(SQLException failure, Phase phase) {
    var trouble = engine.meaningOf(failure);
    return switch (phase) {
      case CONNECTING ->
          trouble == FailureClass.REFUSED || trouble == FailureClass.FULL
              ? trouble
              : FailureClass.LOST;
      case WORKING -> trouble;
      // It may have been done or not. What asks twice must be told from what asks again.
      case COMMITTING -> trouble == FailureClass.BROKEN ? FailureClass.REFUSED : trouble;
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
