package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * A codec of one immutable message type: bytes between processes, the instance itself within one.
 */
final class WireCodec<T> implements MessageCodec<T, T> {

  private final Class<T> type;
  private final BiConsumer<WireWriter, T> write;
  private final Function<WireReader, T> read;

  WireCodec(Class<T> type, BiConsumer<WireWriter, T> write, Function<WireReader, T> read) {
    this.type = type;
    this.write = write;
    this.read = read;
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    write.accept(new WireWriter(buffer), message);
  }

  @Override
  public T decodeFromWire(int position, Buffer buffer) {
    return read.apply(new WireReader(buffer, position));
  }

  @Override
  public T transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return "pokebatch." + type.getSimpleName();
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
