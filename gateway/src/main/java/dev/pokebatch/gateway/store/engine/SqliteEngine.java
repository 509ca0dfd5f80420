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
 * A SQLite file. SQLite has a single writer, also among processes, so one connection writes; a
 * write-ahead log lets readers work meanwhile. Every commit is on the disk before it returns, so an
 * accepted job survives a power failure.
 */
final class SqliteEngine implements Engine {

  /** Bytes to which SQLite truncates the write-ahead log after a checkpoint. */
  private static final int LOG_BYTES = 64 << 20;

  /** Serializes migrations in this process; a lock file does so between processes. */
  private static final ReentrantLock MIGRATING = new ReentrantLock();

  private final Path file;
  private final DatabaseConfig config;
  private final DiskReserve reserve;

  SqliteEngine(Path file, DatabaseConfig config) {
    this.file = file.toAbsolutePath();
    this.config = config;
    this.reserve = new DiskReserve(Path.of(this.file + ".reserve"));
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
    reserve.fill();
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

  /** Migrates under a lock, because Flyway has no lock for SQLite. */
  private void migrate() throws IOException, SQLException {
    MIGRATING.lock();
    try (var channel =
        FileChannel.open(
            Path.of(file + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      SqliteShrinking.enable(file);
      Migrations.run(source(), dialect());
      // A read-only database must fail here, even if there is nothing to migrate.
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

  /**
   * Returns the identity of the file behind its name: connections would go on writing to a removed
   * file.
   */
  private @Nullable Object identity() {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (IOException gone) {
      return null;
    }
  }

  @Override
  public void fillReserve() {
    reserve.fill();
  }

  @Override
  public void releaseReserve() {
    reserve.release();
  }

  @Override
  public FailureClass classify(SQLException failure) {
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
