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
 * Where temporary files are, and how many bytes all of them may have. A file is deleted when it is
 * opened, and lives until it is closed or its process ends: nothing is left over, however that
 * ends. Safe for any thread.
 */
public final class SpillFolder {

  private static final int THREADS = 2;
  private static final long LONG_MS = 10_000;

  private final Offload workers;
  private final Path folder;
  private final long most;
  private final AtomicLong bytes = new AtomicLong();

  /**
   * @param folder which is made where it is not there
   * @param most bytes of all files together, as they are on the disk
   */
  public SpillFolder(Vertx vertx, Path folder, long most) {
    this.workers = new Offload(vertx, "spill", THREADS, LONG_MS);
    this.folder = folder;
    this.most = most;
  }

  /** A file that is made when something is written to it. */
  public SpillFile newFile() {
    return new SpillFile(this);
  }

  /** Bytes on the disk now. */
  public long bytes() {
    return bytes.get();
  }

  /** Runs a call beside the event loop; its outcome comes on the caller's own context. */
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
   * Counts bytes that are to be written.
   *
   * @throws IOException where there is no room for them
   */
  void take(long more) throws IOException {
    if (bytes.addAndGet(more) > most) {
      bytes.addAndGet(-more);
      throw new IOException("temporary files have " + most + " bytes already");
    }
  }

  void give(long gone) {
    bytes.addAndGet(-gone);
  }
}
