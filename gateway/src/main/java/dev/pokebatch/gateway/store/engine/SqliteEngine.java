package dev.pokebatch.gateway.store.engine;

import dev.pokebatch.process.sqlite.SqliteLibrary;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/**
 * A SQLite file. It has one writer at a time, also among processes, so one connection is enough for
 * that; a write-ahead log lets readers go on meanwhile. Every commit is on the disk before it
 * returns: a job that was accepted survives a power cut.
 */
final class SqliteEngine implements Engine {

  /** The log is cut back to that many bytes when its contents are in the file. */
  private static final int LOG_BYTES = 64 << 20;

  /** Within this process; between processes there is a lock on a file. */
  private static final ReentrantLock MIGRATING = new ReentrantLock();

  private final Path file;
  private final DatabaseConfig config;

  SqliteEngine(Path file, DatabaseConfig config) {
    this.file = file.toAbsolutePath();
    this.config = config;
  }

  @Override
  public Dialect dialect() {
    return Dialect.SQLITE;
  }

  @Override
  public ConnectionPools open() throws IOException, SQLException {
    var directory = file.resolveSibling("");
    Files.createDirectories(directory);
    SqliteLibrary.load(directory);
    migrate();
    var opened = identity();
    return new ConnectionPools(
        ConnectionPools.pool(source(), 1, null, config.connectTimeoutMs()),
        ConnectionPools.pool(
            source(),
            config.connections() - 1,
            "PRAGMA query_only = ON",
            config.connectTimeoutMs()),
        () -> opened != null && opened.equals(identity()));
  }

  /** One after the other: for this database Flyway itself has no lock. */
  private void migrate() throws IOException, SQLException {
    MIGRATING.lock();
    try (var channel =
        FileChannel.open(
            Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      SqliteShrinking.enable(file);
      Migrations.run(source(), dialect());
      // Even where nothing is to migrate, a database that cannot be written to is not open.
      try (var connection = source().getConnection();
          var statement = connection.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        statement.execute("ROLLBACK");
      }
    } finally {
      MIGRATING.unlock();
    }
  }

  private SQLiteDataSource source() {
    var options = new SQLiteConfig();
    options.setJournalMode(JournalMode.WAL);
    options.setSynchronous(SynchronousMode.FULL);
    options.setJournalSizeLimit(LOG_BYTES);
    options.setBusyTimeout((int) config.lockTimeoutMs());
    options.enforceForeignKeys(true);
    var source = new SQLiteDataSource(options);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  /** The file itself, whatever its name: who has it open would go on writing to one removed. */
  private @Nullable Object identity() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public FailureClass meaningOf(SQLException failure) {
    if (!(failure instanceof SQLiteException sqlite)) {
      return FailureClass.BUG;
    }
    return switch (sqlite.getResultCode().code & 0xff) {
      case 5, 6, 15, 17 -> FailureClass.CONFLICT; // BUSY, LOCKED, PROTOCOL, SCHEMA
      case 7, 9 -> FailureClass.REFUSED; // NOMEM, INTERRUPT
      case 13 -> FailureClass.FULL;
      // PERM, READONLY, IOERR, CORRUPT, CANTOPEN, NOLFS, NOTADB
      case 3, 8, 10, 11, 14, 22, 26 -> FailureClass.LOST;
      default -> FailureClass.BUG;
    };
  }
}
