package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.cache.Alias;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * One SQLite file of documents with a write-ahead log: however the process ends, the file contains
 * all transactions up to some point. Blocks; for one thread at a time.
 *
 * @see <a href="https://www.sqlite.org/wal.html">the write-ahead log of SQLite</a>
 */
final class DocumentFile implements AutoCloseable {

  /** Schema version; a file of another version is replaced like a damaged one. */
  private static final String UPSTREAM = "upstream";

  private static final int VERSION = 1;

  private static final int BUSY_MS = 1_000;

  private final Connection connection;

  private DocumentFile(Connection connection) {
    this.connection = connection;
  }

  /**
   * Opens the file, or creates it.
   *
   * @throws SQLException if it is damaged, of another version, locked, or not writable
   */
  static DocumentFile open(Path path) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.NORMAL); // a power failure may lose the last transactions
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
      statement.execute(
          "CREATE TABLE IF NOT EXISTS aliases (name TEXT PRIMARY KEY, id TEXT NOT NULL,"
              + " asked_at INTEGER NOT NULL)");
      statement.execute(
          "DELETE FROM aliases WHERE NOT EXISTS (SELECT 1 FROM documents"
              + " WHERE path = substr(aliases.name, 1, instr(aliases.name, '/')) || aliases.id)");
      statement.execute("CREATE TABLE IF NOT EXISTS notes (name TEXT PRIMARY KEY, text TEXT)");
      statement.execute("PRAGMA user_version = " + VERSION);
    }
  }

  /**
   * Removes everything that is from another upstream: links in it lead there, and it may not be
   * what this upstream has.
   */
  void keepOnly(String upstream) throws SQLException {
    if (!upstream.equals(property(UPSTREAM))) {
      try (var statement = connection.createStatement()) {
        statement.execute("DELETE FROM documents");
        statement.execute("DELETE FROM aliases");
      }
    }
    setProperty(UPSTREAM, upstream);
  }

  /** Visits the paths and sizes of all documents, least recently used first, and all aliases. */
  void forEach(Visitor visitor) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var rows = statement.executeQuery("SELECT path, size FROM documents ORDER BY used_at")) {
        while (rows.next()) {
          visitor.document(rows.getString(1), rows.getInt(2));
        }
      }
      try (var rows = statement.executeQuery("SELECT name, id, asked_at FROM aliases")) {
        while (rows.next()) {
          visitor.alias(rows.getString(1), new Alias(rows.getString(2), rows.getLong(3)));
        }
      }
    }
  }

  /** Reads a document; null if there is none, or its hash does not match. */
  @Nullable CachedDocument read(String path) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT " + DocumentRow.COLUMNS + " FROM documents WHERE path = ?")) {
      select.setString(1, path);
      try (var rows = select.executeQuery()) {
        return rows.next() ? DocumentRow.read(rows) : null;
      }
    }
  }

  /**
   * Writes changes in one transaction.
   *
   * @param now the time in milliseconds since the epoch
   */
  void write(WriteBatch changes, long now) throws SQLException {
    connection.setAutoCommit(false);
    try {
      writeDocuments(changes.documents(), now);
      writeAliases(changes.aliases());
      writeUses(changes.uses());
      connection.commit();
    } catch (SQLException | RuntimeException failed) {
      connection.rollback();
      throw failed;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private void writeDocuments(Map<String, @Nullable CachedDocument> documents, long now)
      throws SQLException {
    try (var insert =
            connection.prepareStatement(
                "REPLACE INTO documents ("
                    + DocumentRow.COLUMNS
                    + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
        var delete = connection.prepareStatement("DELETE FROM documents WHERE path = ?")) {
      for (var change : documents.entrySet()) {
        var document = change.getValue();
        if (document == null) {
          delete.setString(1, change.getKey());
          delete.executeUpdate();
        } else {
          DocumentRow.write(insert, change.getKey(), document, now);
          insert.executeUpdate();
        }
      }
    }
  }

  private void writeAliases(Map<String, @Nullable Alias> aliases) throws SQLException {
    try (var insert = connection.prepareStatement("REPLACE INTO aliases VALUES (?, ?, ?)");
        var delete = connection.prepareStatement("DELETE FROM aliases WHERE name = ?")) {
      for (var change : aliases.entrySet()) {
        var alias = change.getValue();
        if (alias == null) {
          delete.setString(1, change.getKey());
          delete.executeUpdate();
        } else {
          insert.setString(1, change.getKey());
          insert.setString(2, alias.id());
          insert.setLong(3, alias.requestedAtMs());
          insert.executeUpdate();
        }
      }
    }
  }

  private void writeUses(Map<String, Long> uses) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE documents SET used_at = ? WHERE path = ?")) {
      for (var use : uses.entrySet()) {
        update.setLong(1, use.getValue());
        update.setString(2, use.getKey());
        update.executeUpdate();
      }
    }
  }

  /** Reads a named text; null if it is not set. */
  @Nullable String property(String name) throws SQLException {
    try (var select = connection.prepareStatement("SELECT text FROM notes WHERE name = ?")) {
      select.setString(1, name);
      try (var rows = select.executeQuery()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  /** Sets a named text. */
  void setProperty(String name, String text) throws SQLException {
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

  /** Receives the contents of the file. */
  @FunctionalInterface
  interface Visitor {
    void document(String path, int bytes);

    default void alias(String name, Alias alias) {}
  }
}
