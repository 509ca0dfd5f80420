package dev.pokebatch.contract;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The codec of one immutable message type: bytes between processes, the instance itself within one.
 * The first byte is the version of the format; {@link WireReader} describes what a reader accepts.
 *
 * <p>Decoding never throws, since an exception on the event bus would leave the sender without a
 * reply. A message that cannot be read is counted, and a substitute takes its place.
 */
final class WireCodec<T> implements MessageCodec<T, Object> {

  private final String name;
  private final BiConsumer<WireWriter, T> write;
  private final Function<WireReader, T> read;
  private final Object unreadable;

  /**
   * @param name of the message type on the wire; it never changes, whatever the class is called
   * @param unreadable what a receiver gets in place of a message that it cannot read
   */
  WireCodec(
      String name,
      BiConsumer<WireWriter, T> write,
      Function<WireReader, T> read,
      Object unreadable) {
    this.name = "pokebatch." + name;
    this.write = write;
    this.read = read;
    this.unreadable = unreadable;
  }

  @Override
  public void encodeToWire(Buffer buffer, T message) {
    write.accept(WireWriter.of(buffer), message);
  }

  @Override
  public Object decodeFromWire(int position, Buffer buffer) {
    try {
      return read.apply(WireReader.of(buffer, position));
    } catch (RuntimeException invalid) {
      UnreadableMessages.OF_PROCESS.add(name, invalid);
      return unreadable;
    }
  }

  @Override
  public Object transform(T message) {
    return message;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public byte systemCodecID() {
    return -1;
  }
}
