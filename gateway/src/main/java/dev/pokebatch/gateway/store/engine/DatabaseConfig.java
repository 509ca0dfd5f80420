package dev.pokebatch.gateway.store.engine;

import java.nio.file.Path;

/**
 * Where the store is, and how much may be asked of it at once.
 *
 * @param location the database
 * @param connections how many are open at once, and how many threads work with them. PostgreSQL:
 *     each for everything, and with several gateways the server must allow their sum. SQLite: one
 *     of them writes, for it has one writer at a time, the others read
 * @param maxWaiting calls that may wait for a connection; those beyond it fail at once, so that a
 *     slow database is told to the clients and does not fill the heap
 * @param lockTimeoutMs milliseconds to wait for what another transaction has locked, and for which
 *     a transaction that lost against another is tried again
 * @param connectTimeoutMs milliseconds to wait for a connection; at least 250. While the database
 *     is known to be away nobody waits
 */
public record DatabaseConfig(
    DatabaseLocation location,
    int connections,
    int maxWaiting,
    long lockTimeoutMs,
    long connectTimeoutMs) {

  /** Where the embedded database lies in the directory of our data. */
  public static final String FILE = "jobs.db";

  /** Connections to a PostgreSQL, by default: few do more work there than many. */
  public static final int POSTGRES_CONNECTIONS = 8;

  /** Connections to a SQLite file, by default: one writes, three read. */
  public static final int SQLITE_CONNECTIONS = 4;

  /** Refuses what cannot work. */
  public DatabaseConfig {
    if (connections < 2 || maxWaiting < 1 || lockTimeoutMs < 1 || connectTimeoutMs < 250) {
      throw new IllegalArgumentException("a store needs more than that: " + connections);
    }
  }

  /** The embedded database in this directory, with defaults. */
  public static DatabaseConfig embedded(Path dataDir) {
    return of(new DatabaseLocation.Sqlite(dataDir.resolve(FILE)), SQLITE_CONNECTIONS);
  }

  /**
   * The PostgreSQL of this URL, with defaults.
   *
   * @param url as {@link DatabaseUrl#parse} takes it
   * @throws IllegalArgumentException where it is none; the message does not repeat it
   */
  public static DatabaseConfig postgres(String url) {
    return of(DatabaseUrl.parse(url), POSTGRES_CONNECTIONS);
  }

  private static DatabaseConfig of(DatabaseLocation location, int connections) {
    return new DatabaseConfig(location, connections, 1_000, 5_000, 3_000);
  }

  /** The same with another number of connections. */
  public DatabaseConfig withConnections(int number) {
    return new DatabaseConfig(location, number, maxWaiting, lockTimeoutMs, connectTimeoutMs);
  }

  /** The same with another bound on waiting calls. */
  public DatabaseConfig withMaxWaiting(int calls) {
    return new DatabaseConfig(location, connections, calls, lockTimeoutMs, connectTimeoutMs);
  }

  /** The same with other times to wait, in milliseconds. */
  public DatabaseConfig withTimeouts(long lockMs, long connectMs) {
    return new DatabaseConfig(location, connections, maxWaiting, lockMs, connectMs);
  }
}
