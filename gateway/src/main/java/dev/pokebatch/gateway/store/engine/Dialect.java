package dev.pokebatch.gateway.store.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** In what the two databases' SQL, and their transactions, differ. */
public enum Dialect {

  /**
   * Its writers come one after the other, so that they need not lock rows; a transaction that will
   * write says so at once, for one that has read before may not be let on. Its driver begins the
   * next transaction with the end of each, and so would keep others out: ours are begun by hand.
   */
  SQLITE("", "", "TEXT", "BLOB") {
    /** Whoever has the file open runs on the same machine. */
    @Override
    public long now(Connection connection) {
      return System.currentTimeMillis();
    }

    @Override
    public void endStalledTransactions(Connection connection) {} // nobody else has the file open

    /**
     * In steps, for nobody else may write meanwhile. The pages are gone from the log only; from the
     * file they go with the next checkpoint.
     */
    @Override
    public boolean shrink(Connection connection) throws SQLException {
      try (var statement = connection.createStatement()) {
        if (freePages(statement) == 0) {
          return false;
        }
        statement.executeUpdate("PRAGMA incremental_vacuum(" + SHRINK_PAGES + ")");
        if (freePages(statement) > 0) {
          return true;
        }
        statement.execute("PRAGMA wal_checkpoint(PASSIVE)");
        return false;
      }
    }

    private long freePages(Statement statement) throws SQLException {
      try (var row = statement.executeQuery("PRAGMA freelist_count")) {
        return row.next() ? row.getLong(1) : 0;
      }
    }

    @Override
    public void begin(Connection connection, boolean writes) throws SQLException {
      execute(connection, writes ? "BEGIN IMMEDIATE" : "BEGIN");
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      execute(connection, "COMMIT");
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
      execute(connection, "ROLLBACK");
    }
  },

  /** Keys are compared by code point, as SQLite does, not by the rules of a language. */
  POSTGRESQL(" FOR UPDATE", " FOR UPDATE SKIP LOCKED", "TEXT COLLATE \"C\"", "BYTEA") {
    @Override
    public long now(Connection connection) throws SQLException {
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery("SELECT CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT)")) {
        row.next();
        return row.getLong(1);
      }
    }

    /**
     * A process that is stopped while it sends a message leaves the server waiting for the rest of
     * it, locks and all, and no timeout of the server's counts that wait.
     */
    @Override
    public void endStalledTransactions(Connection connection) throws SQLException {
      execute(
          connection,
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE application_name = '"
              + PostgresEngine.APPLICATION
              + "' AND usename = current_user AND datname = current_database()"
              + " AND pid <> pg_backend_pid()"
              + " AND xact_start < clock_timestamp() - INTERVAL '10 seconds'");
    }

    /** The server's own vacuum makes room for new rows. */
    @Override
    public boolean shrink(Connection connection) {
      return false;
    }

    @Override
    public void begin(Connection connection, boolean writes) throws SQLException {
      connection.setAutoCommit(false);
      if (!writes) {
        execute(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
      }
    }

    @Override
    public void commit(Connection connection) throws SQLException {
      connection.commit();
    }

    @Override
    public void rollback(Connection connection) throws SQLException {
      connection.rollback();
    }
  };

  /** Ends a query whose rows are to change: nobody else changes them until the transaction ends. */
  public final String forUpdate;

  /** The same, passing over rows that somebody else has locked. */
  public final String forUpdateSkipLocked;

  /** Pages of 4 KiB that are given back in one step. */
  private static final int SHRINK_PAGES = 512;

  private final String key;
  private final String bytes;

  Dialect(String forUpdate, String forUpdateSkipLocked, String key, String bytes) {
    this.forUpdate = forUpdate;
    this.forUpdateSkipLocked = forUpdateSkipLocked;
    this.key = key;
    this.bytes = bytes;
  }

  /** What the placeholders of the migrations stand for. */
  public Map<String, String> types() {
    return Map.of("key", key, "bytes", bytes);
  }

  /**
   * The database's clock, in milliseconds since the epoch. Gateways that share a database compare
   * times by it, never by clocks of their own.
   */
  public abstract long now(Connection connection) throws SQLException;

  /** Ends transactions of other processes of ours that began more than 10 seconds ago. */
  public abstract void endStalledTransactions(Connection connection) throws SQLException;

  /**
   * Gives some of the space that deleted rows have left back to the file system; outside of a
   * transaction.
   *
   * @return whether there is more of it
   */
  public abstract boolean shrink(Connection connection) throws SQLException;

  /** Begins a transaction. */
  public abstract void begin(Connection connection, boolean writes) throws SQLException;

  /** Ends the transaction; where that fails it goes on, and is to be rolled back. */
  public abstract void commit(Connection connection) throws SQLException;

  /** Ends the transaction as if it had never begun. */
  public abstract void rollback(Connection connection) throws SQLException;

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
