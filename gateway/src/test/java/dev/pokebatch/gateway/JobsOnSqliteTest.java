package dev.pokebatch.gateway;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Durable batches in the embedded database. */
class JobsOnSqliteTest extends JobsContract {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @Override
  Map<String, String> database() {
    return Map.of("DATA_DIR", folder.toString(), "DISK_MAX_BYTES", "0");
  }
}
