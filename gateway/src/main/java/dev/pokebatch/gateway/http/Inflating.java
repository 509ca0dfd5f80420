package dev.pokebatch.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.codec.compression.Decompressor;
import io.netty.handler.codec.compression.Decompressor.Status;
import io.netty.handler.codec.compression.JdkZlibDecompressor;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Undoes {@code gzip} (RFC 1952), of one member or several, or {@code deflate} (RFC 1950), with
 * Netty's decompressor, which stops where a piece is full. Confined to one event loop.
 */
final class Inflating implements Decoding {

  /** The most bytes of a piece. */
  static final int PIECE = 1 << 14;

  private final Decompressor decompressor;

  /** What the decompressor has not been given. */
  private Buffer waiting = Buffer.buffer();

  /**
   * So much has to wait before it is given any: two bytes tell which form of {@code deflate} it is,
   * and of a single one it would make a copy, so that what is behind the end could not be seen.
   */
  private int least = 2;

  /** What the decompressor was given last; it moves on in it as it reads. */
  private ByteBuf given = Unpooled.EMPTY_BUFFER;

  Inflating(ZlibWrapper wrapper) {
    decompressor =
        JdkZlibDecompressor.builder()
            .wrapper(wrapper)
            .decompressConcatenated(true)
            .maxAllocation(PIECE)
            .build(UnpooledByteBufAllocator.DEFAULT);
  }

  @Override
  public void feed(Buffer coded) {
    waiting.appendBuffer(coded);
  }

  @Override
  public @Nullable Buffer next() {
    try {
      if (decompressor.status() == Status.NEED_INPUT && waiting.length() >= least) {
        give();
      }
      return switch (decompressor.status()) {
        case NEED_INPUT -> null;
        case NEED_OUTPUT -> take();
        case COMPLETE -> nothingMore();
      };
    } catch (DecompressionException failed) {
      throw Decoding.damaged();
    }
  }

  private void give() {
    least = 1;
    given = Unpooled.wrappedBuffer(waiting.getBytes());
    waiting = Buffer.buffer();
    decompressor.addInput(given); // which releases it
  }

  private Buffer take() {
    var piece = decompressor.takeOutput();
    try {
      return Buffer.buffer(ByteBufUtil.getBytes(piece));
    } finally {
      piece.release();
    }
  }

  private @Nullable Buffer nothingMore() {
    if (given.isReadable() || waiting.length() > 0) {
      throw Decoding.damaged();
    }
    return null;
  }

  @Override
  public void end() {
    try {
      if (waiting.length() > 0) {
        throw Decoding.damaged();
      }
      if (decompressor.status() == Status.NEED_INPUT) {
        decompressor.endOfInput();
      }
    } catch (DecompressionException endsEarly) {
      throw Decoding.damaged();
    }
  }

  @Override
  public void close() {
    decompressor.close();
  }
}
