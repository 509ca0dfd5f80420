package dev.pokebatch.gateway.testing;

import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import java.nio.file.Path;
import java.util.Map;

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

  /**
   * The settings that name an empty database.
   *
   * @param directory for its file, where it has one
   */
  public Map<String, String> settings(Path directory) {
    return this == SQLITE
        ? Map.of("DATA_DIR", directory.toString(), "DISK_MAX_BYTES", "0")
        : Map.of("DATABASE_URL", PostgresServer.shared().emptySchema());
  }

  /** Whether several transactions may write at the same time. */
  public boolean writersMeet() {
    return this == POSTGRESQL;
  }
}
