package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Reads a message's fields in the order in which {@link WireWriter} appended them. Each length and
 * count is held against the bytes that are left before anything is allocated.
 *
 * <p>A message begins with its version. Version 0, from before there was a version, has no such
 * byte: it begins with the high byte of a length or of a small number, which is 0. Bytes after the
 * last known field are ignored: a later release may append fields that a reader may ignore. A
 * change that a reader must understand gets a new version.
 *
 * <p>Methods throw an {@link IllegalArgumentException} if the message is invalid, or of a version
 * that this release does not know.
 */
final class WireReader {

  /** The version that this release writes. */
  static final byte VERSION = 1;

  private final Buffer in;
  private final int version;
  private int at;

  private WireReader(Buffer in, int version, int at) {
    this.in = in;
    this.version = version;
    this.at = at;
  }

  /** Begins to read the message that starts at a position and ends with the buffer. */
  static WireReader of(Buffer in, int position) {
    if (position < 0 || position >= in.length()) {
      throw new IllegalArgumentException("the message is empty");
    }
    var first = in.getUnsignedByte(position);
    if (first > VERSION) {
      throw new IllegalArgumentException("version " + first + " is newer than " + VERSION);
    }
    return new WireReader(in, first, first == 0 ? position : position + 1);
  }

  /** The version of the message's format. */
  int version() {
    return version;
  }

  long number() {
    return in.getLong(take(Long.BYTES));
  }

  /** A number within bounds, both included. */
  int integer(int least, int most) {
    var number = number();
    if (number < least || number > most) {
      throw new IllegalArgumentException(number + " is not in " + least + ".." + most);
    }
    return (int) number;
  }

  /** A number from 0. */
  int natural() {
    return integer(0, Integer.MAX_VALUE);
  }

  boolean flag() {
    return integer(0, 1) == 1;
  }

  double real() {
    return in.getDouble(take(Double.BYTES));
  }

  /** The enum value of a name; an unknown name makes the message invalid. */
  <E extends Enum<E>> E constant(Class<E> type) {
    return constant(type, text());
  }

  static <E extends Enum<E>> E constant(Class<E> type, String name) {
    for (var value : type.getEnumConstants()) {
      if (value.name().equals(name)) {
        return value;
      }
    }
    throw new IllegalArgumentException("an unknown value of " + type.getSimpleName());
  }

  String text() {
    return text(Integer.MAX_VALUE);
  }

  /** A text of at most so many bytes. */
  String text(int mostBytes) {
    var length = length(mostBytes);
    var from = take(length);
    return in.getString(from, from + length, StandardCharsets.UTF_8.name());
  }

  /** A copy: the buffer behind this reader goes back to its pool. */
  Buffer bytes() {
    var length = length(Integer.MAX_VALUE);
    var from = take(length);
    return Buffer.buffer(in.getBytes(from, from + length));
  }

  /**
   * A list.
   *
   * @param elementBytes the least that an element takes, which bounds the count
   * @param most the most elements
   */
  <T> List<T> list(Function<WireReader, T> read, int elementBytes, int most) {
    var count = in.getInt(take(Integer.BYTES));
    if (count < 0 || count > most || (long) count * elementBytes > left()) {
      throw new IllegalArgumentException("a list cannot have " + count + " elements");
    }
    var values = new ArrayList<T>(count);
    for (var i = 0; i < count; i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  List<String> texts(int most) {
    return list(WireReader::text, Integer.BYTES, most);
  }

  List<Long> numbers(int most) {
    return list(WireReader::number, Long.BYTES, most);
  }

  private int length(int most) {
    var length = in.getInt(take(Integer.BYTES));
    if (length < 0 || length > most || length > left()) {
      throw new IllegalArgumentException(length + " bytes where " + left() + " are left");
    }
    return length;
  }

  private int take(int bytes) {
    if (bytes > left()) {
      throw new IllegalArgumentException("the message ends early");
    }
    at += bytes;
    return at - bytes;
  }

  private int left() {
    return in.length() - at;
  }
}
