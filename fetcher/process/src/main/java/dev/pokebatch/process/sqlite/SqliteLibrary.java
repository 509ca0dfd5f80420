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
 * Loads SQLite's native library. By itself the driver unpacks it under a new name at each start and
 * leaves it behind if the process is killed. Here it is unpacked once into a folder of ours, under
 * a name that tells version and platform, and every later start uses that file.
 */
public final class SqliteLibrary {

  private static final String FOLDER = "org.sqlite.lib.path";
  private static final String NAME = "org.sqlite.lib.name";

  private static boolean loaded;

  private SqliteLibrary() {}

  /**
   * Loads the library, unless this process has done so. Blocks. If it cannot be unpacked or run
   * there, as in a folder without execute permission, the driver unpacks it into the folder for
   * temporary files.
   *
   * @param folder where it is kept; made if missing
   * @throws IOException if the folder cannot be written, or the library cannot be loaded
   */
  @SuppressWarnings("CatchingUnchecked") // the driver throws what it likes
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

  /**
   * Where it is; null if the driver has none for this platform, or it is not part of the driver.
   */
  private static @Nullable Path unpack(Path folder) throws IOException {
    var resource =
        LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
    try (var packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
      return packed == null ? null : unpack(folder, packed);
    }
  }

  /** Other processes may do the same at the same time: a lock, which ends with its owner. */
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
        channel.truncate(0); // what a process has left that was killed here
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
