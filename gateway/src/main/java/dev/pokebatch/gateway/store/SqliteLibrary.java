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
  @SuppressWarnings("CatchingUnchecked") // the driver throws what it likes
  static synchronized void load(Path dataDir) throws IOException {
    try {
      SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError elsewhere) {
      System.setProperty(DIRECTORY, dataDir.toString());
      try {
        SQLiteJDBCLoader.initialize();
      } catch (Exception | LinkageError failed) {
        System.clearProperty(DIRECTORY);
        throw new IOException("SQLite's native library cannot be loaded", failed);
      }
    }
  }
}
