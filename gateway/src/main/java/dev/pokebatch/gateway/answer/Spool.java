package dev.pokebatch.gateway.answer;

import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.spill.SpillFile;
import dev.pokebatch.gateway.spill.SpillFolder;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A queue of the answer's bytes that the client has not read. They are counted in the batch's
 * memory; when memory is short, the later ones move to a temporary file. Confined to one event
 * loop.
 */
final class Spool {

  /** Shorter texts, in bytes, are gathered into one buffer. */
  private static final int SMALL = 16 << 10;

  /** The most bytes that are written at once, so that a slow client occupies little memory. */
  static final int PIECE = 32 << 10;

  /** Fewer bytes are not moved to a file. */
  private static final long SPILLED_FROM = 64 << 10;

  private final BatchMemory memory;
  private final SpillFolder folder;

  /** Buffers that were read back from the file; the next to be taken. */
  private final Deque<Buffer> readBack = new ArrayDeque<>(0);

  /** Buffers whose turn comes after the bytes in the file. */
  private final Deque<Buffer> queued = new ArrayDeque<>();

  private long queuedBytes;
  private @Nullable Buffer gathering;
  private @Nullable Buffer current;
  private int at;
  private @Nullable SpillFile file;
  private boolean busy;
  private boolean diskFull;
  private boolean closed;
  private Runnable whenReady = () -> {};
  private Runnable whenDiskFull = () -> {};
  private Runnable whenLost = () -> {};

  Spool(BatchMemory memory, SpillFolder folder) {
    this.memory = memory;
    this.folder = folder;
  }

  /**
   * Sets the callbacks.
   *
   * @param ready called when there may be a piece after there was none, perhaps from within a call
   * @param full called when the disk is full, so that all bytes stay in memory
   * @param lost called when the file cannot be read
   */
  void listen(Runnable ready, Runnable full, Runnable lost) {
    whenReady = ready;
    whenDiskFull = full;
    whenLost = lost;
  }

  boolean isEmpty() {
    return current == null && readBack.isEmpty() && queued.isEmpty() && !isOnDisk();
  }

  void add(Buffer text) {
    if (closed) {
      return;
    }
    memory.hold(text.length());
    queuedBytes += text.length();
    if (text.length() > SMALL) {
      queued.add(text);
      gathering = null;
    } else if (gathering == null || gathering.length() + text.length() > 2 * SMALL) {
      gathering = Buffer.buffer(Math.max(256, text.length())).appendBuffer(text);
      queued.add(gathering);
    } else {
      gathering.appendBuffer(text);
    }
  }

  /**
   * Removes and returns the next bytes; null if there are none, or if they have to be read from the
   * file first. The caller releases their memory.
   */
  @Nullable Buffer next() {
    var from = current == null ? nextBuffer() : current;
    if (from == null) {
      return null;
    }
    var begin = at;
    var end = Math.min(from.length(), begin + PIECE);
    var isLast = end == from.length();
    current = isLast ? null : from;
    at = isLast ? 0 : end;
    return begin == 0 && isLast ? from : from.slice(begin, end);
  }

  private @Nullable Buffer nextBuffer() {
    if (!readBack.isEmpty() || busy) {
      return readBack.poll();
    }
    if (hasFile()) {
      readOn();
      return readBack.poll();
    }
    var next = queued.poll();
    if (next != null) {
      queuedBytes -= next.length();
      gathering = next == gathering ? null : gathering;
    }
    return next;
  }

  /** Moves the queued bytes to the file if memory is short. */
  void spillIfShort() {
    var left = current == null ? 0 : current.length() - at;
    if (!busy && !closed && !diskFull && queuedBytes + left >= SPILLED_FROM && memory.isShort()) {
      spill();
    }
  }

  private void spill() {
    var into = file == null ? folder.newFile() : file;
    var texts = new ArrayList<Buffer>();
    var all = queuedBytes;
    var begun = current;
    if (begun != null && readBack.isEmpty() && !hasFile()) {
      texts.add(begun.slice(at, begun.length()));
      all += begun.length() - at;
      current = null;
      at = 0;
    }
    texts.addAll(queued);
    var bytes = all;
    file = into;
    busy = true;
    queued.clear();
    queuedBytes = 0;
    gathering = null;
    into.append(texts)
        .onSuccess(
            written -> {
              busy = false;
              memory.release(bytes);
              spillIfShort();
              whenReady.run();
            })
        .onFailure(
            full -> {
              busy = false;
              diskFull = true;
              Collections.reverse(texts);
              texts.forEach(queued::addFirst);
              queuedBytes += bytes;
              if (!closed) {
                whenDiskFull.run();
                whenReady.run();
              }
            });
  }

  /** Whether some of the bytes are on the disk. */
  boolean isOnDisk() {
    return busy || hasFile();
  }

  private boolean hasFile() {
    return file != null && !file.isEmpty();
  }

  private void readOn() {
    var from = file;
    if (from == null) {
      return;
    }
    busy = true;
    from.next()
        .onSuccess(
            bytes -> {
              busy = false;
              if (!closed) {
                memory.hold(bytes.length());
                readBack.add(bytes);
                whenReady.run();
              }
            })
        .onFailure(
            broken -> {
              busy = false;
              if (!closed) {
                whenLost.run();
              }
            });
  }

  /** Drops all bytes and deletes the file. */
  void close() {
    closed = true;
    readBack.clear();
    queued.clear();
    current = null;
    gathering = null;
    if (file != null) {
      file.close();
    }
  }
}
