package dev.pokebatch.gateway.store.engine;

import java.io.IOException;
import java.sql.SQLException;

/** One of the two supported databases: opens it and classifies its errors. */
public interface Engine {

  /** Returns the differences of its SQL. */
  Dialect dialect();

  /** Creates or migrates the schema and connects. Blocks the calling thread. */
  ConnectionPools open() throws IOException, SQLException;

  /** Classifies the failure of a statement or a commit. */
  FailureClass classify(SQLException failure);

  /** Reserves disk space for transactions that must succeed on a full disk. Blocks. */
  default void fillReserve() {}

  /** Frees the reserved space, because the disk is full. Blocks. */
  default void releaseReserve() {}

  /** Returns the engine of the configured database. */
  static Engine of(DatabaseConfig config) {
    return config.location() instanceof DatabaseLocation.Sqlite sqlite
        ? new SqliteEngine(sqlite.file(), config)
        : new PostgresEngine((DatabaseLocation.Postgres) config.location(), config);
  }
}
