package dev.pokebatch.gateway.store.engine;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/**
 * Enables {@code PRAGMA incremental_vacuum} on a SQLite file, so that it can shrink after deletes.
 * This costs nothing on a new file; an older file is rewritten once, if it is small.
 */
final class SqliteShrinking {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteShrinking.class);

  /** Value of {@code PRAGMA auto_vacuum} for {@code INCREMENTAL}. */
  private static final long INCREMENTAL = 2;

  /**
   * Files with more bytes of rows are not rewritten, because that would delay the start by many
   * seconds.
   */
  private static final long MAX_REWRITE_BYTES = 256L << 20;

  private SqliteShrinking() {}

  /**
   * Enables incremental vacuum. No other connection may be open. If it fails, the file does not
   * shrink.
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
    if (pages * number(statement, "page_size") > MAX_REWRITE_BYTES) {
      LOG.warn(
          "{} is too large to be rewritten at the start, so it will not shrink after deletes.",
          file);
      return;
    }
    try {
      statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
      statement.execute("VACUUM");
    } catch (SQLException busyOrFull) {
      LOG.warn(
          "{} cannot be rewritten now, so it will not shrink after deletes: {}",
          file,
          busyOrFull.toString());
    }
  }

  private static long number(Statement statement, String pragma) throws SQLException {
    try (var row = statement.executeQuery("PRAGMA " + pragma)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }
}
