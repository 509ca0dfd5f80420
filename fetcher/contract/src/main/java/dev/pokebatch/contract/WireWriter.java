package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Appends a message's fields in the order in which {@link WireReader} reads them: numbers are
 * 64-bit, lengths and counts 32-bit, both big-endian; text is UTF-8.
 */
final class WireWriter {

  private final Buffer out;

  private WireWriter(Buffer out) {
    this.out = out;
  }

  /** Begins a message with the current version of the format. */
  static WireWriter of(Buffer out) {
    return new WireWriter(out.appendByte(WireReader.VERSION));
  }

  WireWriter number(long value) {
    out.appendLong(value);
    return this;
  }

  WireWriter flag(boolean value) {
    return number(value ? 1 : 0);
  }

  WireWriter real(double value) {
    out.appendDouble(value);
    return this;
  }

  /** Appends an enum value's name. */
  WireWriter constant(Enum<?> value) {
    return text(value.name());
  }

  WireWriter text(String value) {
    var bytes = value.getBytes(StandardCharsets.UTF_8);
    out.appendInt(bytes.length).appendBytes(bytes);
    return this;
  }

  WireWriter bytes(Buffer value) {
    out.appendInt(value.length()).appendBuffer(value);
    return this;
  }

  /** Appends a message inside this one, in the current version, with its length in front. */
  WireWriter nested(Consumer<WireWriter> write) {
    var at = out.length();
    out.appendInt(0);
    write.accept(of(out));
    out.setInt(at, out.length() - at - Integer.BYTES);
    return this;
  }

  <T> WireWriter list(List<T> values, BiConsumer<WireWriter, T> write) {
    out.appendInt(values.size());
    values.forEach(value -> write.accept(this, value));
    return this;
  }
}
