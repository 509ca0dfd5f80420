package dev.pokebatch.gateway.testing;

import dev.pokebatch.gateway.store.DatabaseConfig;
import java.nio.file.Path;

/** The databases that the store must be the same on. */
public enum StoreDatabase {
  SQLITE,
  POSTGRESQL;

  /**
   * An empty database.
   *
   * @param directory for its file, where it has one
   */
  public DatabaseConfig empty(Path directory) {
    return this == SQLITE
        ? DatabaseConfig.embedded(directory)
        : DatabaseConfig.postgres(PostgresServer.shared().emptySchema());
  }

  /** Whether several transactions may write at the same time. */
  public boolean writersMeet() {
    return this == POSTGRESQL;
  }
}
