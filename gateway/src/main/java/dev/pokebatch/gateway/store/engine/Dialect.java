package dev.pokebatch.gateway.store.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** The differences between the SQL and the transactions of the two databases. */
public enum Dialect {

  /**
   * SQLite has a single writer, so transactions do not lock rows. A transaction that will write
   * starts as {@code BEGIN IMMEDIATE}: SQLite may refuse to upgrade one that has already read.
   * Transactions are started with explicit SQL because the driver would open the next transaction
   * at each commit and block other processes.
   */
  SQLITE("", "", "TEXT", "BLOB") {
    /** All processes that have the file open run on this machine and share its clock. */
    @Override
    public long now(Connection connection) {
      return System.currentTimeMillis();
    }

    @Override
    public void endStalledTransactions(
        Connection connection) {} // a process that has stalled holds no transaction on the file

    /**
     * Works in steps, because other writers wait meanwhile. The pages leave the file at the next
     * checkpoint.
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

  /** PostgreSQL. Keys are compared by code point, as in SQLite, not by a language's collation. */
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
     * A process that stalls while it sends a message leaves the server waiting for the rest,
     * holding its locks; no timeout of the server covers this wait.
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

    /** PostgreSQL's autovacuum makes the space available to new rows. */
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

  /** SQL suffix of a query that locks its rows until the transaction ends. */
  public final String forUpdate;

  /**
   * SQL suffix of a query that locks its rows and skips those that another transaction has locked.
   */
  public final String forUpdateSkipLocked;

  /** Pages of 4 KiB that one step returns to the file system. */
  private static final int SHRINK_PAGES = 512;

  private final String key;
  private final String bytes;

  Dialect(String forUpdate, String forUpdateSkipLocked, String key, String bytes) {
    this.forUpdate = forUpdate;
    this.forUpdateSkipLocked = forUpdateSkipLocked;
    this.key = key;
    this.bytes = bytes;
  }

  /** Returns the values of the placeholders in the migration scripts. */
  public Map<String, String> types() {
    return Map.of("key", key, "bytes", bytes);
  }

  /**
   * Returns the database's clock in milliseconds since the epoch. Gateways that share a database
   * use this clock instead of their own.
   */
  public abstract long now(Connection connection) throws SQLException;

  /** Ends transactions of other gateways that started more than 10 seconds ago. */
  public abstract void endStalledTransactions(Connection connection) throws SQLException;

  /**
   * Returns some of the space of deleted rows to the file system. Runs outside of a transaction.
   *
   * @return whether more space can be returned
   */
  public abstract boolean shrink(Connection connection) throws SQLException;

  /** Begins a transaction. */
  public abstract void begin(Connection connection, boolean writes) throws SQLException;

  /** Commits the transaction. If that fails, the caller must roll back. */
  public abstract void commit(Connection connection) throws SQLException;

  /** Rolls the transaction back. */
  public abstract void rollback(Connection connection) throws SQLException;

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
