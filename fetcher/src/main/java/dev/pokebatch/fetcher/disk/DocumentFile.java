package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.fetch.Identity;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * One SQLite file of documents, with a write-ahead log: whatever ends the process, the file is as
 * after its last transaction. Blocks; for one thread at a time.
 *
 * @see <a href="https://www.sqlite.org/wal.html">the write-ahead log of SQLite</a>
 */
final class DocumentFile implements AutoCloseable {

  /** Of the tables; a file of another version is as good as a damaged one. */
  private static final int VERSION = 1;

  private static final int BUSY_MS = 1_000;

  private final Connection connection;

  private DocumentFile(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens it, and makes it where it is not there.
   *
   * @throws SQLException where it is damaged, of another version, locked, or cannot be written
   */
  static DocumentFile open(Path path) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL); // a power cut may cost the last transactions
    config.setBusyTimeout(BUSY_MS);
    var file = new DocumentFile(config.createConnection("jdbc:sqlite:" + path));
    try {
      file.prepare();
      return file;
    } catch (SQLException | RuntimeException unusable) {
      file.close();
      throw unusable;
    }
  }

  private void prepare() throws SQLException {
    try (var statement = connection.createStatement()) {
      var version = statement.executeQuery("PRAGMA user_version").getInt(1);
      if (version != VERSION && version != 0) {
        throw new SQLException("its tables are of version " + version);
      }
      statement.execute(
          "CREATE TABLE IF NOT EXISTS documents (path TEXT PRIMARY KEY, body BLOB NOT NULL,"
              + " gzip INTEGER NOT NULL, asked_at INTEGER NOT NULL, initial_age INTEGER NOT NULL,"
              + " fresh INTEGER NOT NULL, while_revalidate INTEGER NOT NULL,"
              + " if_error INTEGER NOT NULL, directives INTEGER NOT NULL, etag TEXT, id TEXT,"
              + " name TEXT, hash BLOB NOT NULL, used_at INTEGER NOT NULL, size INTEGER NOT NULL)");
      statement.execute(
          "CREATE INDEX IF NOT EXISTS held ON documents (used_at, path, size, id, name)");
      statement.execute("CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, text TEXT)");
      statement.execute("PRAGMA user_version = " + VERSION);
    }
  }

  /** Shows what there is, the longest unused first: no documents are read for that. */
  void forEach(Visitor visitor) throws SQLException {
    try (var select =
            connection.prepareStatement(
                "SELECT path, size, id, name FROM documents ORDER BY used_at");
        var rows = select.executeQuery()) {
      while (rows.next()) {
        visitor.visit(
            rows.getString(1), rows.getInt(2), Row.identity(rows.getString(3), rows.getString(4)));
      }
    }
  }

  /** A document; null where there is none, or it is not what was written. */
  @Nullable StoredDocument read(String path) throws SQLException {
    try (var select =
        connection.prepareStatement("SELECT " + Row.COLUMNS + " FROM documents WHERE path = ?")) {
      select.setString(1, path);
      try (var rows = select.executeQuery()) {
        return rows.next() ? Row.read(rows) : null;
      }
    }
  }

  /**
   * Replaces documents, all of them or none.
   *
   * @param changes what is to be kept, or null for what is not any more
   * @param now in milliseconds from the epoch
   */
  void write(Map<String, @Nullable StoredDocument> changes, long now) throws SQLException {
    connection.setAutoCommit(false);
    try (var insert =
            connection.prepareStatement(
                "REPLACE INTO documents ("
                    + Row.COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        var delete = connection.prepareStatement("DELETE FROM documents WHERE path = ?")) {
      for (var change : changes.entrySet()) {
        var document = change.getValue();
        if (document == null) {
          delete.setString(1, change.getKey());
          delete.executeUpdate();
        } else {
          Row.write(insert, change.getKey(), document, now);
          insert.executeUpdate();
        }
      }
      connection.commit();
    } catch (SQLException | RuntimeException failed) {
      connection.rollback();
      throw failed;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  /** A word that was noted; null where none was. */
  @Nullable String note(String name) throws SQLException {
    try (var select = connection.prepareStatement("SELECT text FROM notes WHERE name = ?")) {
      select.setString(1, name);
      try (var rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** Notes a word. */
  void note(String name, String text) throws SQLException {
    try (var insert = connection.prepareStatement("REPLACE INTO notes VALUES (?, ?)")) {
      insert.setString(1, name);
      insert.setString(2, text);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  /** Is shown each document that there is. */
  @FunctionalInterface
  interface Visitor {
    void visit(String path, int bytes, @Nullable Identity identity);
  }
}
