package dev.pokebatch.gateway.store;

import java.io.IOException;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library. Its driver unpacks it into the directory for temporary files; where
 * nothing may be run from there, as in many a container, into that of our data.
 */
final class SqliteLibrary {

  private static final String DIRECTORY = "org.sqlite.tmpdir";

  private SqliteLibrary() {}

  /** Loads it, unless that is done. */
  static synchronized void load(Path dataDir) throws IOException {
    if (isLoaded()) {
      return;
    }
    System.setProperty(DIRECTORY, dataDir.toString());
    if (!isLoaded()) {
      System.clearProperty(DIRECTORY);
      throw new IOException("SQLite's native library cannot be loaded from " + dataDir);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // it throws what it likes, and says it throws Exception
  private static boolean isLoaded() {
    try {
      return SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError failed) {
      return false;
    }
  }
}
