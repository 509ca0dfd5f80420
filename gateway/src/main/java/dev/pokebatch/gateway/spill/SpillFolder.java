package dev.pokebatch.gateway.spill;

import dev.pokebatch.process.offload.BlockingCall;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The folder of temporary files, and the bound of their total size. Each file is deleted from the
 * folder as soon as it is open, so that nothing is left over even if the process is killed. Safe
 * for any thread.
 */
public final class SpillFolder {

  private static final int THREADS = 2;
  private static final long LONG_MS = 10_000;

  private final Offload workers;
  private final Path folder;
  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param folder created if it does not exist
   * @param most the most bytes of all files together, after compression
   */
  public SpillFolder(Vertx vertx, Path folder, long most) {
    this.workers = new Offload(vertx, "spill", THREADS, LONG_MS);
    this.folder = folder;
    this.most = most;
  }

  /** Returns a file that is created with its first bytes. */
  public SpillFile newFile() {
    return new SpillFile(this);
  }

  /** Returns how many bytes are on the disk now. */
  public long bytes() {
    return bytes.get();
  }

  /** Runs a call on a worker thread; the future completes on the caller's context. */
  <T> Future<T> run(Callable<T> call) {
    return workers.run(new BlockingCall<>(call));
  }

  FileChannel open() throws IOException {
    Files.createDirectories(folder);
    return FileChannel.open(
        folder.resolve("answer-" + UUID.randomUUID() + ".tmp"),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Counts bytes before they are written.
   *
   * @throws IOException if the files would have too many bytes
   */
  void reserve(long more) throws IOException {
    if (bytes.addAndGet(more) > most) {
      bytes.addAndGet(-more);
      throw new IOException(
          "temporary files already have " + most + " bytes, which is the most allowed");
    }
  }

  void release(long gone) {
    bytes.addAndGet(-gone);
  }
}
