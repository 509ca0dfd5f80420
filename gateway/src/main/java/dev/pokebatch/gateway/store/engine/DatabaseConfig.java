package dev.pokebatch.gateway.store.engine;

import java.nio.file.Path;

/**
 * The location of the database, and limits on its use.
 *
 * @param location the database
 * @param connections maximum number of open connections, and of worker threads that use them.
 *     PostgreSQL: each connection reads and writes; the server must allow the sum of all gateways.
 *     SQLite: one connection writes, because SQLite has a single writer, and the others read
 * @param maxWaiting maximum number of calls that wait for a connection; further calls fail at once,
 *     so that a slow database does not fill the heap
 * @param lockTimeoutMs milliseconds to wait for a lock of another transaction, and during which a
 *     transaction is repeated after a conflict
 * @param connectTimeoutMs milliseconds to wait for a connection, at least 250. While the database
 *     is known to be unavailable, no call waits
 */
public record DatabaseConfig(
    DatabaseLocation location,
    int connections,
    int maxWaiting,
    long lockTimeoutMs,
    long connectTimeoutMs) {

  /** File name of the embedded database in the data directory. */
  public static final String FILE = "jobs.db";

  /**
   * Default number of connections to PostgreSQL; a few connections have a higher throughput than
   * many.
   */
  public static final int POSTGRES_CONNECTIONS = 8;

  /** Default number of connections to a SQLite file: one writes, three read. */
  public static final int SQLITE_CONNECTIONS = 4;

  /** Checks the numbers. */
  public DatabaseConfig {
    if (connections < 2 || maxWaiting < 1 || lockTimeoutMs < 1 || connectTimeoutMs < 250) {
      throw new IllegalArgumentException(
          "a database needs at least 2 connections and positive limits, not " + connections);
    }
  }

  /** Returns the defaults for an embedded database in this directory. */
  public static DatabaseConfig embedded(Path dataDir) {
    return of(new DatabaseLocation.Sqlite(dataDir.resolve(FILE)), SQLITE_CONNECTIONS);
  }

  /**
   * Returns the defaults for the PostgreSQL database of this URL.
   *
   * @param url as {@link DatabaseUrl#parse} takes it
   * @throws IllegalArgumentException if the URL is invalid; the message does not contain the URL
   */
  public static DatabaseConfig postgres(String url) {
    return postgres(url, "");
  }

  /**
   * Returns the defaults for the PostgreSQL database of this URL.
   *
   * @param url as {@link DatabaseUrl#parse} takes it
   * @param password replaces the password of the URL, unless it is empty
   * @throws IllegalArgumentException if the URL is invalid; the message does not contain the URL
   */
  public static DatabaseConfig postgres(String url, String password) {
    var location = DatabaseUrl.parse(url);
    return of(
        password.isEmpty() ? location : location.withPassword(password), POSTGRES_CONNECTIONS);
  }

  private static DatabaseConfig of(DatabaseLocation location, int connections) {
    return new DatabaseConfig(location, connections, 1_000, 5_000, 3_000);
  }

  /** Returns a copy with another number of connections. */
  public DatabaseConfig withConnections(int number) {
    return new DatabaseConfig(location, number, maxWaiting, lockTimeoutMs, connectTimeoutMs);
  }

  /** Returns a copy with another maximum of waiting calls. */
  public DatabaseConfig withMaxWaiting(int calls) {
    return new DatabaseConfig(location, connections, calls, lockTimeoutMs, connectTimeoutMs);
  }

  /** Returns a copy with other timeouts, in milliseconds. */
  public DatabaseConfig withTimeouts(long lockMs, long connectMs) {
    return new DatabaseConfig(location, connections, maxWaiting, lockMs, connectMs);
  }
}
