package dev.pokebatch.fetcher.projection;

import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses gzip streams (RFC 1952) of one or several members into reused memory. For short
 * documents that is several times faster than a new stream and inflater for each. Not thread-safe.
 */
final class Gunzip {

  private static final int SCRATCH = 1 << 18;
  private static final int MAX_RETAINED_SCRATCH = 1 << 21;
  private static final int FIXED_HEADER = 10;
  private static final int TRAILER = 8;
  private static final int FHCRC = 2;
  private static final int FEXTRA = 4;
  private static final int FNAME = 8;
  private static final int FCOMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final int maxBytes;
  private byte[] scratch = new byte[SCRATCH];

  Gunzip(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * The memory that {@link #inflate} wrote the text to, followed by {@link JsonScanner#PADDING}.
   */
  byte[] scratch() {
    return scratch;
  }

  /**
   * Decompresses into the scratch memory.
   *
   * @return the length of the text
   */
  int inflate(byte[] gzip) throws InvalidDocumentException {
    if (scratch.length > MAX_RETAINED_SCRATCH) {
      scratch = new byte[SCRATCH]; // do not retain the memory of one large document for ever
    }
    var from = 0;
    var length = 0;
    do {
      from = skipHeader(gzip, from);
      var end = inflateMember(gzip, from, length);
      from = checkTrailer(gzip, gzip.length - inflater.getRemaining(), length, end);
      length = end;
    } while (from < gzip.length);
    Arrays.fill(scratch, length, length + JsonScanner.PADDING, (byte) 0);
    return length;
  }

  private int inflateMember(byte[] gzip, int from, int at) throws InvalidDocumentException {
    inflater.reset();
    inflater.setInput(gzip, from, gzip.length - from);
    var to = at;
    try {
      while (!inflater.finished()) {
        if (to > maxBytes) {
          throw new InvalidDocumentException(Reason.TOO_LARGE);
        }
        ensureRoom(to);
        // One byte beyond the limit shows that it is exceeded.
        var room = Math.min(scratch.length - JsonScanner.PADDING, maxBytes + 1) - to;
        var count = inflater.inflate(scratch, to, room);
        if (count == 0 && !inflater.finished()) {
          throw corrupt(); // it needs more input, or a dictionary
        }
        to += count;
      }
    } catch (DataFormatException damaged) {
      throw corrupt();
    }
    if (to > maxBytes) {
      throw new InvalidDocumentException(Reason.TOO_LARGE);
    }
    return to;
  }

  private void ensureRoom(int used) {
    var usable = scratch.length - JsonScanner.PADDING;
    if (used >= usable) {
      var wanted = Math.min(2L * scratch.length, maxBytes + 1L + JsonScanner.PADDING);
      scratch = Arrays.copyOf(scratch, (int) Math.max(wanted, scratch.length + 1L));
    }
  }

  private int checkTrailer(byte[] gzip, int at, int from, int to) throws InvalidDocumentException {
    if (gzip.length - at < TRAILER) {
      throw corrupt();
    }
    crc.reset();
    crc.update(scratch, from, to - from);
    if (int32(gzip, at) != (int) crc.getValue() || int32(gzip, at + 4) != to - from) {
      throw corrupt();
    }
    return at + TRAILER;
  }

  private static int skipHeader(byte[] gzip, int from) throws InvalidDocumentException {
    if (gzip.length - from < FIXED_HEADER + TRAILER
        || gzip[from] != 0x1f
        || gzip[from + 1] != (byte) 0x8b
        || gzip[from + 2] != 8
        || (gzip[from + 3] & RESERVED) != 0) {
      throw corrupt();
    }
    var flags = gzip[from + 3];
    var at = from + FIXED_HEADER;
    if ((flags & FEXTRA) != 0) {
      require(gzip, at + 2);
      at += 2 + ((gzip[at] & 0xff) | (gzip[at + 1] & 0xff) << 8);
    }
    at = (flags & FNAME) != 0 ? afterZero(gzip, at) : at;
    at = (flags & FCOMMENT) != 0 ? afterZero(gzip, at) : at;
    at += (flags & FHCRC) != 0 ? 2 : 0;
    require(gzip, at);
    return at;
  }

  private static int afterZero(byte[] gzip, int from) throws InvalidDocumentException {
    for (var at = from; at < gzip.length; at++) {
      if (gzip[at] == 0) {
        return at + 1;
      }
    }
    throw corrupt();
  }

  private static void require(byte[] gzip, int length) throws InvalidDocumentException {
    if (length > gzip.length) {
      throw corrupt();
    }
  }

  private static int int32(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }

  private static InvalidDocumentException corrupt() {
    return new InvalidDocumentException(Reason.CORRUPT);
  }
}
