package dev.pokebatch.gateway.store.engine;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The connections to a database that has been opened: pools of HikariCP, which replaces those that
 * broke. There are as many as threads that use them, so that nobody waits for another's.
 */
public final class ConnectionPools implements AutoCloseable {

  private final HikariDataSource writers;
  private final HikariDataSource readers;
  private final BooleanSupplier unmoved;

  /**
   * @param writers for work that writes
   * @param readers for work that does not; may be the same
   * @param unmoved whether the database is still the one that was opened
   */
  ConnectionPools(HikariDataSource writers, HikariDataSource readers, BooleanSupplier unmoved) {
    this.writers = writers;
    this.readers = readers;
    this.unmoved = unmoved;
  }

  /**
   * A pool, without connections yet.
   *
   * @param size how many there may be
   * @param greeting a statement that each begins with; null for none
   * @param timeoutMs milliseconds to wait for one
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

  /** A connection without a transaction, to be closed by the caller. */
  public Connection take(boolean toWrite) throws SQLException {
    if (!unmoved.getAsBoolean()) {
      throw new SQLException("the database has been moved, replaced or removed");
    }
    return pool(toWrite).getConnection();
  }

  /** Has a connection replaced, that was taken so. */
  public void discard(Connection useless, boolean toWrite) {
    pool(toWrite).evictConnection(useless);
  }

  private HikariDataSource pool(boolean toWrite) {
    return toWrite ? writers : readers;
  }

  /** Closes them; those in use when they are given back. */
  @Override
  public void close() {
    readers.close();
    writers.close();
  }
}
