package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/** Appends values in the order in which {@link WireReader} takes them; lengths are 32-bit. */
final class WireWriter {

  private final Buffer out;

  WireWriter(Buffer out) {
    this.out = out;
  }

  WireWriter number(long value) {
    out.appendLong(value);
    return this;
  }

  WireWriter real(double value) {
    out.appendDouble(value);
    return this;
  }

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

  <T> WireWriter list(List<T> values, BiConsumer<WireWriter, T> write) {
    out.appendInt(values.size());
    values.forEach(v -> write.accept(this, v));
    return this;
  }
}
