package dev.pokebatch.gateway.store.engine;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Properties;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL database, which several gateways can share. Transactions that write have the
 * isolation level read committed: they lock a row before they change what they have read of it.
 */
final class PostgresEngine implements Engine {

  /** Application name of the gateway's sessions on the server. */
  static final String APPLICATION = "pokebatch";

  /** Seconds after which a server that does not reply counts as unavailable. */
  private static final int SILENCE_SECONDS = 30;

  private final DatabaseLocation.Postgres location;
  private final DatabaseConfig config;

  PostgresEngine(DatabaseLocation.Postgres location, DatabaseConfig config) {
    this.location = location;
    this.config = config;
  }

  @Override
  public Dialect dialect() {
    return Dialect.POSTGRESQL;
  }

  @Override
  public ConnectionPools open() throws SQLException {
    Migrations.run(source(APPLICATION + "-migration"), dialect()); // a migration may take long
    var pool =
        ConnectionPools.pool(
            source(APPLICATION), config.connections(), limits(), config.connectTimeoutMs());
    return new ConnectionPools(pool, pool, () -> true);
  }

  /** Returns the server-side timeouts, so that a stalled gateway does not lock a job for ever. */
  private String limits() {
    return String.format(
        Locale.ROOT,
        "SET lock_timeout = %d; SET statement_timeout = %d; SET idle_in_transaction_session_timeout = %d",
        config.lockTimeoutMs(),
        SILENCE_SECONDS * 900L,
        SILENCE_SECONDS * 1_000L);
  }

  private PGSimpleDataSource source(String application) throws SQLException {
    var seconds = (int) Math.max(1, config.connectTimeoutMs() / 1_000);
    var properties = new Properties();
    PGProperty.APPLICATION_NAME.set(properties, application);
    PGProperty.CONNECT_TIMEOUT.set(properties, seconds);
    PGProperty.LOGIN_TIMEOUT.set(properties, seconds);
    PGProperty.SOCKET_TIMEOUT.set(properties, SILENCE_SECONDS);
    PGProperty.TCP_KEEP_ALIVE.set(properties, true);
    PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
    properties.putAll(location.properties());
    var source = new PGSimpleDataSource();
    source.setUrl(location.url());
    for (var name : properties.stringPropertyNames()) {
      source.setProperty(name, properties.getProperty(name));
    }
    return source;
  }

  /** By SQLSTATE: appendix A of PostgreSQL's manual. */
  @Override
  public FailureClass classify(SQLException failure) {
    var state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return switch (state) {
      case "40001", "40P01" -> FailureClass.CONFLICT; // serialization failure, deadlock
      case "57P01", "57P02", "57P03", "57P05", "25P03" ->
          FailureClass.BROKEN; // the session was ended
      case "25006" -> FailureClass.LOST; // read-only: it has become a standby
      case "53100" -> FailureClass.FULL; // disk full
      case "55P03", "57014" -> FailureClass.REFUSED; // lock timeout, statement timeout
      default ->
          switch (state.length() < 2 ? "" : state.substring(0, 2)) {
            case "08" -> FailureClass.BROKEN;
            case "28", "3D" -> FailureClass.LOST; // invalid authorization, no such database
            case "53", "58", "XX" -> FailureClass.REFUSED; // out of memory, I/O error, corrupt
            default -> FailureClass.BUG;
          };
    };
  }
}
