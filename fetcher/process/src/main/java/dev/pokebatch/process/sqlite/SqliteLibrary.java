package dev.pokebatch.process.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Loads SQLite's native library. By default the driver unpacks it under a new name at each start,
 * and leaves the file behind if the process is killed. This class unpacks it once into a given
 * folder, under a name with version and platform, and later starts use that file.
 */
public final class SqliteLibrary {

  private static final String FOLDER = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";

  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads the library unless this process has loaded it. Blocks. If the library cannot be unpacked
   * or run in the folder, the driver unpacks it into the folder for temporary files.
   *
   * @param folder where to unpack the library; created if missing
   * @throws IOException if the folder cannot be written, or the library cannot be loaded
   */
  @SuppressWarnings("CatchingUnchecked") // the driver may throw any exception
  public static synchronized void load(Path folder) throws IOException {
    if (loaded) {
      return;
    }
    Files.createDirectories(folder);
    var library = System.getProperty(FOLDER) == null ? unpack(folder.toAbsolutePath()) : null;
    if (library != null) {
      System.setProperty(FOLDER, String.valueOf(library.getParent()));
      System.setProperty(NAME, String.valueOf(library.getFileName()));
    }
    try {
      loaded = SQLiteJDBCLoader.initialize();
    } catch (Exception | LinkageError failed) {
      throw new IOException("SQLite's native library cannot be loaded", failed);
    }
  }

  /** Returns the unpacked library; null if the driver contains none for this platform. */
  private static @Nullable Path unpack(Path folder) throws IOException {
    var resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (var packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      return packed == null ? null : unpack(folder, packed);
    }
  }

  /** Holds a file lock meanwhile, because other processes may unpack at the same time. */
  private static Path unpack(Path folder, InputStream packed) throws IOException {
    var bytes = packed.readAllBytes();
    var library = folder.resolve(fileName());
    var begun = folder.resolve(fileName() + ".part");
    if (holds(library, bytes)) {
      return library;
    }
    try (var channel =
        FileChannel.open(begun, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock(); // until the channel is closed
      if (holds(library, bytes)) {
        Files.deleteIfExists(begun);
      } else {
        channel.truncate(0); // the rest of a process that was killed meanwhile
        for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
          channel.write(left);
        }
        Files.move(begun, library, StandardCopyOption.ATOMIC_MOVE);
      }
    }
    return library;
  }

  private static boolean holds(Path file, byte[] bytes) throws IOException {
    return Files.isRegularFile(file)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes);
  }

  private static String fileName() {
    var platform = OSInfo.getNativeLibFolderPathForCurrentOS().replace('/', '-');
    var name = LibraryLoaderUtil.getNativeLibName();
    return "sqlite-"
        + SQLiteJDBCLoader.getVersion()
        + "-"
        + platform
        + name.substring(name.lastIndexOf('.'));
  }
}
