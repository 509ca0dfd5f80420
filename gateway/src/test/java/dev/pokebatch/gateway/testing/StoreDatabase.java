package dev.pokebatch.gateway.testing;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import java.nio.file.Path;
import java.util.Map;

/** The databases on which the store's tests run. */
public enum StoreDatabase {
  SQLITE,
  POSTGRESQL;

  /**
   * Creates an empty database.
   *
   * @param directory directory of the SQLite file
   */
  public DatabaseConfig empty(Path directory) {
    return this == SQLITE
        ? DatabaseConfig.embedded(directory)
        : DatabaseConfig.postgres(PostgresServer.shared().emptySchema());
  }

  /**
   * Creates an empty database and returns the settings of a gateway that uses it.
   *
   * @param directory directory of the SQLite file
   */
  public Map<String, String> settings(Path directory) {
    return this == SQLITE
        ? Map.of("DATA_DIR", directory.toString(), "DISK_MAX_BYTES", "0")
        : Map.of("DATABASE_URL", PostgresServer.shared().emptySchema());
  }

  /** Returns whether several transactions can write at the same time. */
  public boolean writersMeet() {
    return this == POSTGRESQL;
  }
}
