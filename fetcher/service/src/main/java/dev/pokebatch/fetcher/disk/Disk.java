package dev.pokebatch.fetcher.disk;

import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.process.sqlite.SqliteLibrary;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The file of cached documents and its error handling. A damaged file, or one of another version,
 * is renamed and replaced by a new one; if no file can be opened, nothing is cached on disk.
 * Repeated errors are logged once. Blocks; for one thread at a time.
 */
final class Disk {

  private static final Logger LOG = LoggerFactory.getLogger(Disk.class);

  private static final Set<SQLiteErrorCode> UNWRITABLE =
      Set.of(
          SQLiteErrorCode.SQLITE_READONLY,
          SQLiteErrorCode.SQLITE_CANTOPEN,
          SQLiteErrorCode.SQLITE_FULL,
          SQLiteErrorCode.SQLITE_IOERR,
          SQLiteErrorCode.SQLITE_PERM,
          SQLiteErrorCode.SQLITE_NOMEM);

  private final DiskConfig config;
  private final String upstream;

  private @Nullable FolderSlot slot;
  private volatile @Nullable DocumentFile file;
  private boolean failing;

  /**
   * @param upstream URL of the upstream, or a name that stands for it, whose documents are kept
   */
  Disk(DiskConfig config, String upstream) {
    this.config = config;
    this.upstream = upstream;
  }

  /** Opens the file and visits its contents. */
  void open(DocumentFile.Visitor visitor) {
    try {
      var taken = FolderSlot.take(config.folder());
      slot = taken;
      SqliteLibrary.load(config.folder());
      open(taken, visitor);
    } catch (IOException | SQLException | RuntimeException | LinkageError failed) {
      LOG.warn("documents are not cached on disk in {}: {}", config.folder(), failed.getMessage());
      close();
    }
  }

  private void open(FolderSlot taken, DocumentFile.Visitor visitor)
      throws IOException, SQLException {
    try {
      openFile(taken).forEach(visitor);
    } catch (SQLException unusable) {
      if (isUnwritable(unusable)) {
        throw unusable;
      }
      replaceFile(unusable);
    }
  }

  /** Whether a file is open. May be called from any thread. */
  boolean isOpen() {
    return file != null;
  }

  /** Reads a document; null if there is none, or it is damaged. */
  @Nullable CachedDocument read(String path) {
    var open = file;
    if (open == null) {
      return null;
    }
    try {
      return open.read(path);
    } catch (SQLException failed) {
      failed(failed);
      return null;
    }
  }

  /** Writes changes; see {@link DocumentFile#write}. */
  void write(WriteBatch changes, long now) {
    var open = file;
    if (open == null) {
      return;
    }
    try {
      open.write(changes, now);
      failing = false;
    } catch (SQLException failed) {
      failed(failed);
    } catch (RuntimeException fault) {
      LOG.error("{} document changes were not written to disk", changes.documents().size(), fault);
    }
  }

  /** Reads a named text; null if it is not set. */
  @Nullable String property(String name) {
    var open = file;
    try {
      return open == null ? null : open.property(name);
    } catch (SQLException failed) {
      failed(failed);
      return null;
    }
  }

  /** Sets a named text. */
  void setProperty(String name, String text) {
    var open = file;
    try {
      if (open != null) {
        open.setProperty(name, text);
      }
    } catch (SQLException failed) {
      failed(failed);
    }
  }

  void close() {
    closeFile();
    var taken = slot;
    slot = null;
    try {
      if (taken != null) {
        taken.close();
      }
    } catch (IOException failed) {
      LOG.warn("the lock of the document file was not released: {}", failed.getMessage());
    }
  }

  private void failed(SQLException why) {
    if (isDamage(why)) {
      try {
        replaceFile(why);
      } catch (IOException | SQLException failed) {
        LOG.warn("documents are no longer cached on disk: {}", failed.getMessage());
        close();
      }
    } else if (!failing) {
      failing = true;
      LOG.warn("documents cannot be cached on disk at the moment: {}", why.getMessage());
    }
  }

  private void replaceFile(SQLException why) throws IOException, SQLException {
    closeFile();
    var taken = slot;
    if (taken != null) {
      var aside = taken.setAside();
      LOG.warn(
          "{} cannot be used and was renamed to {}; a new file is used: {}",
          taken.file(),
          aside.getFileName(),
          why.getMessage());
      openFile(taken);
    }
  }

  private DocumentFile openFile(FolderSlot taken) throws SQLException {
    var opened = DocumentFile.open(taken.file());
    file = opened;
    opened.keepOnly(upstream);
    return opened;
  }

  private void closeFile() {
    var open = file;
    file = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (SQLException failed) {
      LOG.debug("the document file did not close", failed);
    }
  }

  private static boolean isDamage(SQLException failed) {
    return failed instanceof SQLiteException sqlite
        && (primary(sqlite) == SQLiteErrorCode.SQLITE_CORRUPT
            || primary(sqlite) == SQLiteErrorCode.SQLITE_NOTADB);
  }

  private static boolean isUnwritable(SQLException failed) {
    return failed instanceof SQLiteException sqlite && UNWRITABLE.contains(primary(sqlite));
  }

  /** The primary error code: the low byte, without the extended code. */
  private static SQLiteErrorCode primary(SQLiteException failed) {
    return SQLiteErrorCode.getErrorCode(failed.getResultCode().code & 0xff);
  }
}
