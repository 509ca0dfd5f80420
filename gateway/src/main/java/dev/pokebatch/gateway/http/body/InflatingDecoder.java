package dev.pokebatch.gateway.http.body;

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
final class InflatingDecoder implements BodyDecoder {

  /** The most bytes of a piece. */
  static final int PIECE = 1 << 14;

  /** Of the head of the zlib format (RFC 1950, section 2.2): the method, and what it adds up to. */
  private static final int METHOD = 0x0f00;

  private static final int DEFLATE = 0x0800;
  private static final int CHECK = 31;

  private final boolean gzip;

  /** Null until it is known which form it is. */
  private @Nullable Decompressor decompressor;

  /** What the decompressor has not been given. */
  private Buffer waiting = Buffer.buffer();

  /**
   * So much has to wait before it is given any: two bytes tell which form of {@code deflate} it is,
   * and of a single one it would make a copy, so that what is behind the end could not be seen.
   */
  private int least = 2;

  /** What the decompressor was given last; it moves on in it as it reads. */
  private ByteBuf given = Unpooled.EMPTY_BUFFER;

  /**
   * @param gzip whether it is that, and not {@code deflate}
   */
  InflatingDecoder(boolean gzip) {
    this.gzip = gzip;
  }

  @Override
  public void feed(Buffer coded) {
    waiting.appendBuffer(coded);
  }

  @Override
  public @Nullable Buffer next() {
    try {
      if (waiting.length() >= least) {
        give();
      }
      var begun = decompressor;
      return begun == null
          ? null
          : switch (begun.status()) {
            case NEED_INPUT -> null;
            case NEED_OUTPUT -> take(begun);
            case COMPLETE -> nothingMore();
          };
    } catch (DecompressionException failed) {
      throw BodyDecoder.damaged();
    }
  }

  private void give() {
    var begun = decompressor == null ? begin() : decompressor;
    decompressor = begun;
    if (begun.status() == Status.NEED_INPUT) {
      least = 1;
      given = Unpooled.wrappedBuffer(waiting.getBytes());
      waiting = Buffer.buffer();
      begun.addInput(given); // which releases it
    }
  }

  private Decompressor begin() {
    return JdkZlibDecompressor.builder()
        .wrapper(gzip ? ZlibWrapper.GZIP : form())
        .decompressConcatenated(true)
        .maxAllocation(PIECE)
        .build(UnpooledByteBufAllocator.DEFAULT);
  }

  /** Some send {@code deflate} without its frame; what begins one begins no such block. */
  private ZlibWrapper form() {
    var head = waiting.getUnsignedShort(0);
    var framed = (head & METHOD) == DEFLATE && head % CHECK == 0;
    return framed ? ZlibWrapper.ZLIB : ZlibWrapper.NONE;
  }

  private static Buffer take(Decompressor full) {
    var piece = full.takeOutput();
    try {
      return Buffer.buffer(ByteBufUtil.getBytes(piece));
    } finally {
      piece.release();
    }
  }

  private @Nullable Buffer nothingMore() {
    if (given.isReadable() || waiting.length() > 0) {
      throw BodyDecoder.damaged();
    }
    return null;
  }

  @Override
  public void end() {
    try {
      var begun = decompressor;
      if (waiting.length() > 0 || begun == null) {
        throw BodyDecoder.damaged();
      }
      if (begun.status() == Status.NEED_INPUT) {
        begun.endOfInput();
      }
    } catch (DecompressionException endsEarly) {
      throw BodyDecoder.damaged();
    }
  }

  @Override
  public void close() {
    if (decompressor != null) {
      decompressor.close();
    }
  }
}
