package dev.pokebatch.gateway.store.engine;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * Lets a SQLite file shrink after deletes: has it keep what {@code PRAGMA incremental_vacuum}
 * needs. A new file costs nothing; an older one is rewritten, once, if that does not take long.
 */
final class SqliteShrinking {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteShrinking.class);

  /** The value of {@code PRAGMA auto_vacuum} that stands for {@code INCREMENTAL}. */
  private static final long INCREMENTAL = 2;

  /** A file with more bytes of rows is left as it is: some seconds of a slow disk. */
  private static final long MOST_BYTES = 256L << 20;

  private SqliteShrinking() {}

  /**
   * Enables it, before any other connection is open. Where that fails, the file does not shrink.
   */
  static void enable(Path file) throws SQLException {
    var source = new SQLiteDataSource();
    source.setUrl("jdbc:sqlite:" + file);
    try (var connection = source.getConnection();
        var statement = connection.createStatement()) {
      if (number(statement, "auto_vacuum") != INCREMENTAL) {
        rewrite(statement, file);
      }
    }
  }

  private static void rewrite(Statement statement, Path file) throws SQLException {
    var pages = number(statement, "page_count") - number(statement, "freelist_count");
    if (pages * number(statement, "page_size") > MOST_BYTES) {
      LOG.warn("{} is too large to be rewritten at the start: it will not shrink.", file);
      return;
    }
    try {
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("VACUUM");
    } catch (SQLException busyOrFull) {
      LOG.warn("{} cannot be rewritten now: it will not shrink: {}", file, busyOrFull.toString());
    }
  }

  private static long number(Statement statement, String pragma) throws SQLException {
    try (var row = statement.executeQuery("PRAGMA " + pragma)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
