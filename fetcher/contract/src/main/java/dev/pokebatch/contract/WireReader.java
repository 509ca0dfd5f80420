package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes values in the order in which {@link WireWriter} appended them. */
final class WireReader {

  private final Buffer in;
  private int at;

  WireReader(Buffer in, int at) {
    this.in = in;
    this.at = at;
  }

  long number() {
    at += Long.BYTES;
    return in.getLong(at - Long.BYTES);
  }

  double real() {
    at += Double.BYTES;
    return in.getDouble(at - Double.BYTES);
  }

  <E extends Enum<E>> E constant(Class<E> type) {
    return Enum.valueOf(type, text());
  }

  String text() {
    var length = length();
    at += length;
    return in.getString(at - length, at, StandardCharsets.UTF_8.name());
  }

  /** A copy: the buffer behind this reader goes back to its pool. */
  Buffer bytes() {
    var length = length();
    at += length;
    return Buffer.buffer(in.getBytes(at - length, at));
  }

  <T> List<T> list(Function<WireReader, T> read) {
    var size = length();
    var values = new ArrayList<T>();
    for (var i = 0; i < size; i++) {
      values.add(read.apply(this));
    }
    return values;
  }

  private int length() {
    at += Integer.BYTES;
    return in.getInt(at - Integer.BYTES);
  }
}
