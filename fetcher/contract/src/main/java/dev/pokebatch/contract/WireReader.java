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

  /** The largest size that a message may state, in bytes. A million of them add up in 64 bits. */
  static final long MOST_BYTES = 1L << 40;

  /** The longest time that a message may state, in milliseconds: more than any cache directive. */
  static final long MOST_MS = 1L << 50;

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
    return (int) number((long) least, most);
  }

  /** A number within bounds, both included. */
  long number(long least, long most) {
    var number = number();
    if (number < least || number > most) {
      throw new IllegalArgumentException(number + " is not in " + least + ".." + most);
    }
    return number;
  }

  /** A size in bytes, from 0. */
  long size() {
    return number(0, MOST_BYTES);
  }

  /** A time in whole milliseconds, from 0. */
  long millis() {
    return number(0, MOST_MS);
  }

  boolean flag() {
    return integer(0, 1) == 1;
  }

  /** A time in milliseconds, before or after another one; NaN for none. */
  double time() {
    var time = in.getDouble(take(Double.BYTES));
    if (Math.abs(time) > MOST_MS) {
      throw new IllegalArgumentException(time + " ms is too long");
    }
    return time;
  }

  /** A time in milliseconds, from 0. */
  double duration() {
    var duration = time();
    if (duration >= 0) {
      return duration;
    }
    throw new IllegalArgumentException(duration + " ms is not a duration");
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

  /** A text of any length that the message has bytes for. */
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

  /** A message inside this one, which begins with its version. */
  WireReader nested() {
    var length = length(Integer.MAX_VALUE);
    var from = take(length);
    return of(in.slice(from, from + length), 0);
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

  /** Whether there are bytes left. */
  boolean hasMore() {
    return left() > 0;
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
