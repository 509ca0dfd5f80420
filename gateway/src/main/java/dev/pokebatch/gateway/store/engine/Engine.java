package dev.pokebatch.gateway.store.engine;

import java.io.IOException;
import java.sql.SQLException;

/** One of the two databases: how it is opened, and what its failures mean. */
public interface Engine {

  /** What is particular to its SQL. */
  Dialect dialect();

  /** Brings its schema up to date, making it where there is none, and connects. Blocks. */
  ConnectionPools open() throws IOException, SQLException;

  /** What it means that a statement, or a commit, has failed so. */
  FailureClass meaningOf(SQLException failure);

  /** The engine of this database. */
  static Engine of(DatabaseConfig config) {
    return config.location() instanceof DatabaseLocation.Sqlite sqlite
        ? new SqliteEngine(sqlite.file(), config)
        : new PostgresEngine((DatabaseLocation.Postgres) config.location(), config);
  }
}
