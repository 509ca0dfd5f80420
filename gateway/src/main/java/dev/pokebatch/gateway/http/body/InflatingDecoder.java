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
 * Decodes {@code gzip} (RFC 1952) with one or more members, or {@code deflate} (RFC 1950), with
 * Netty's decompressor, which stops when a piece is full. Confined to one event loop.
 */
final class InflatingDecoder implements BodyDecoder {

  /** The largest piece, in bytes. */
  static final int PIECE = 1 << 14;

  /**
   * The zlib header (RFC 1950, section 2.2): its compression method, and the divisor of its check.
   */
  private static final int METHOD = 0x0f00;

  private static final int DEFLATE = 0x0800;
  private static final int CHECK = 31;

  private final boolean gzip;

  /** Null until two bytes tell zlib from raw deflate. */
  private @Nullable Decompressor decompressor;

  /** Received bytes that the decompressor has not been given. */
  private Buffer waiting = Buffer.buffer();

  /**
   * How many bytes must have been received before the decompressor is given any: two bytes tell
   * zlib from raw deflate. Of a single first byte it would make a copy, and bytes after the end
   * could not be detected.
   */
  private int minimum = 2;

  /**
   * The buffer that the decompressor was given last; its reader index shows how far it has read.
   */
  private ByteBuf input = Unpooled.EMPTY_BUFFER;

  /**
   * @param gzip true for {@code gzip}, false for {@code deflate}
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
      if (waiting.length() >= minimum) {
        feedDecompressor();
      }
      var current = decompressor;
      return current == null
          ? null
          : switch (current.status()) {
            case NEED_INPUT -> null;
            case NEED_OUTPUT -> takePiece(current);
            case COMPLETE -> requireEnd();
          };
    } catch (DecompressionException failed) {
      throw BodyDecoder.damaged();
    }
  }

  private void feedDecompressor() {
    var current = decompressor == null ? newDecompressor() : decompressor;
    decompressor = current;
    if (current.status() == Status.NEED_INPUT) {
      minimum = 1;
      input = Unpooled.wrappedBuffer(waiting.getBytes());
      waiting = Buffer.buffer();
      current.addInput(input); // which releases it
    }
  }

  private Decompressor newDecompressor() {
    return JdkZlibDecompressor.builder()
        .wrapper(gzip ? ZlibWrapper.GZIP : deflateFormat())
        .decompressConcatenated(true)
        .maxAllocation(PIECE)
        .build(UnpooledByteBufAllocator.DEFAULT);
  }

  /**
   * Some clients send raw deflate without the zlib header. No valid block of raw deflate begins
   * with a zlib header.
   */
  private ZlibWrapper deflateFormat() {
    var head = waiting.getUnsignedShort(0);
    var framed = (head & METHOD) == DEFLATE && head % CHECK == 0;
    return framed ? ZlibWrapper.ZLIB : ZlibWrapper.NONE;
  }

  private static Buffer takePiece(Decompressor full) {
    var piece = full.takeOutput();
    try {
      return Buffer.buffer(ByteBufUtil.getBytes(piece));
    } finally {
      piece.release();
    }
  }

  private @Nullable Buffer requireEnd() {
    if (input.isReadable() || waiting.length() > 0) {
      throw BodyDecoder.damaged();
    }
    return null;
  }

  @Override
  public void end() {
    try {
      var current = decompressor;
      if (waiting.length() > 0 || current == null) {
        throw BodyDecoder.damaged();
      }
      if (current.status() == Status.NEED_INPUT) {
        current.endOfInput();
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
