package dev.pokebatch.gateway.spill;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file that is read in the order in which it was written, compressed (RFC 1951) in
 * parts of a few kilobytes. The caller must wait for the end of each call before the next. Confined
 * to one event loop; worker threads access the file.
 */
public final class SpillFile {

  /** Bytes before compression that are read back at once. */
  private static final int PART = 64 << 10;

  private final SpillFolder folder;
  private final Deque<Part> parts = new ArrayDeque<>();
  private @Nullable FileChannel channel;
  private long end;
  private boolean closed;

  private record Part(long offset, int stored, int bytes) {}

  SpillFile(SpillFolder folder) {
    this.folder = folder;
  }

  /** Whether everything that was written has been read. */
  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** Appends texts; fails if the disk has no room for them. */
  public Future<Void> append(List<Buffer> texts) {
    return folder
        .run(() -> write(texts))
        .map(
            written -> {
              parts.addAll(written);
              return null;
            });
  }

  /** Reads the next part; the file must not be empty. */
  public Future<Buffer> next() {
    var part = parts.removeFirst();
    return folder.run(() -> read(part));
  }

  /** Deletes the file; a call that has not ended fails. */
  public void close() {
    parts.clear();
    folder.run(this::delete);
  }

  private synchronized List<Part> write(List<Buffer> texts) throws IOException {
    if (closed) {
      throw new IOException("the temporary file is closed");
    }
    if (channel == null) {
      channel = folder.open();
    }
    var written = new ArrayList<Part>();
    var deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      for (var text : texts) {
        for (var at = 0; at < text.length(); at += PART) {
          var bytes = text.getBytes(at, Math.min(text.length(), at + PART));
          written.add(write(channel, bytes, deflater));
        }
      }
    } finally {
      deflater.end();
    }
    return written;
  }

  private Part write(FileChannel file, byte[] bytes, Deflater deflater) throws IOException {
    deflater.reset();
    deflater.setInput(bytes);
    deflater.finish();
    var out = new byte[bytes.length + 64 + bytes.length / 1_000];
    var stored = deflater.deflate(out);
    folder.reserve(stored);
    var part = new Part(end, stored, bytes.length);
    end += stored;
    var rest = ByteBuffer.wrap(out, 0, stored);
    for (var at = part.offset; rest.hasRemaining(); ) {
      at += file.write(rest, at);
    }
    return part;
  }

  private synchronized Buffer read(Part part) throws IOException, DataFormatException {
    var file = channel;
    if (closed || file == null) {
      throw new IOException("the temporary file is closed");
    }
    var stored = ByteBuffer.allocate(part.stored);
    while (stored.hasRemaining()) {
      if (file.read(stored, part.offset + stored.position()) < 0) {
        throw new EOFException();
      }
    }
    var bytes = new byte[part.bytes];
    var inflater = new Inflater(true);
    try {
      inflater.setInput(stored.array());
      for (var at = 0; at < bytes.length; ) {
        var count = inflater.inflate(bytes, at, bytes.length - at);
        if (count == 0) {
          throw new EOFException();
        }
        at += count;
      }
    } finally {
      inflater.end();
    }
    return Buffer.buffer(bytes);
  }

  private synchronized @Nullable Void delete() throws IOException {
    if (!closed) {
      closed = true;
      folder.release(end);
      if (channel != null) {
        channel.close();
      }
    }
    return null;
  }
}
