package dev.pokebatch.gateway.store.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The HikariCP connection pools of an open database; HikariCP replaces broken connections. Each
 * pool has as many connections as threads that use it, so no thread waits for a connection.
 */
public final class ConnectionPools implements AutoCloseable {

  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final BooleanSupplier unmoved;

  /**
   * @param writers connections for transactions that write
   * @param readers connections for transactions that only read; may be the same pool
   * @param unmoved returns whether the database is still the one that was opened
   */
  ConnectionPools(HikariDataSource writers, HikariDataSource readers, BooleanSupplier unmoved) {
    this.writers = writers;
    this.readers = readers;
    this.unmoved = unmoved;
  }

  /**
   * Creates a pool, which connects when the first connection is taken.
   *
   * @param size maximum number of connections
   * @param greeting SQL statement that each new connection runs first; null for none
   * @param timeoutMs milliseconds to wait for a connection
   */
  static HikariDataSource pool(
      DataSource source, int size, @Nullable String greeting, long timeoutMs) {
    var config = new HikariConfig();
    config.setPoolName("store");
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(0);
    config.setConnectionInitSql(greeting);
    config.setConnectionTimeout(timeoutMs);
    config.setValidationTimeout(Math.min(timeoutMs, 1_000));
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Takes a connection without an open transaction. The caller closes it. */
  public Connection take(boolean toWrite) throws SQLException {
    if (!unmoved.getAsBoolean()) {
      throw new SQLException("the database file was moved, replaced or removed");
    }
    return pool(toWrite).getConnection();
  }

  /** Removes a connection from its pool instead of reusing it. */
  public void discard(Connection useless, boolean toWrite) {
    pool(toWrite).evictConnection(useless);
  }

  private HikariDataSource pool(boolean toWrite) {
    return toWrite ? writers : readers;
  }

  /** Closes all connections; those in use when they are given back. */
  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
