package dev.pokebatch.gateway.store.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of zeros beside a database file. If the disk is full, the file is deleted, so that there
 * is room to record that a job has failed. Blocks the calling thread.
 */
final class DiskReserve {

  /** Bytes of the file: enough for some hundred pages of the database. */
  private static final int BYTES = 512 << 10;

  /** The file is created only if the disk has so many times its size free. */
  private static final int MIN_FREE = 16;

  private final Path file;

  DiskReserve(Path file) {
    this.file = file;
  }

  /** Creates the file if it does not exist and the disk has room. Never fails. */
  synchronized void fill() {
    if (Files.exists(file) || file.toFile().getParentFile().getUsableSpace() < MIN_FREE * BYTES) {
      return;
    }
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (var zeros = ByteBuffer.allocate(BYTES); zeros.hasRemaining(); ) {
        channel.write(zeros);
      }
      channel.force(true);
    } catch (IOException full) {
      release();
    }
  }

  /** Deletes the file. Never fails. */
  synchronized void release() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException kept) {
      // Then there is no more room than before.
    }
  }
}
