package dev.pokebatch.fetcher.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One numbered file of a shared folder, locked by this process: the first that is free. Replicas
 * may share a folder, and take over each other's files when they restart. Blocks.
 */
final class FolderSlot implements AutoCloseable {

  private static final int MOST = 64;

  private final Path file;
  private final FileChannel channel;
  private final FileLock lock;

  private FolderSlot(Path file, FileChannel channel, FileLock lock) {
    this.file = file;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Locks the first free file.
   *
   * @throws IOException if the folder is not writable, or all files are locked
   */
  static FolderSlot take(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (var i = 0; i < MOST; i++) {
      var slot = tryTake(folder, i);
      if (slot != null) {
        return slot;
      }
    }
    throw new IOException("more than " + MOST + " processes share it");
  }

  private static @Nullable FolderSlot tryTake(Path folder, int number) throws IOException {
    var name = "documents-" + number;
    var channel =
        FileChannel.open(
            folder.resolve(name + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    var lock = tryLock(channel);
    if (lock == null) {
      channel.close();
      return null;
    }
    return new FolderSlot(folder.resolve(name + ".db"), channel, lock);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException here) {
      return null; // locked by this process
    }
  }

  /** The file, which may not exist yet. */
  Path file() {
    return file;
  }

  /**
   * Renames the file, replacing an earlier renamed one, so that a new one can be created.
   *
   * @return the new path
   */
  Path setAside() throws IOException {
    for (var suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(sibling(suffix));
    }
    var aside = sibling(".damaged");
    return Files.exists(file)
        ? Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING)
        : aside;
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
