package dev.pokebatch.fetcher.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Checks the heads of HTTP/1.1 responses before they are decoded: skips interim responses (RFC
 * 9110, section 15.2) and closes the connection if a head is invalid. Precedes the codec of a
 * connection without pipelining.
 */
final class HeadFilter extends ChannelDuplexHandler {

  private boolean awaiting;
  private int status;
  private int lineAt;
  private @Nullable ByteBuf head;

  @Override
  public void write(ChannelHandlerContext context, Object request, ChannelPromise promise)
      throws Exception {
    awaiting = true;
    super.write(context, request, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    if (!awaiting || !(message instanceof ByteBuf bytes)) {
      context.fireChannelRead(message);
      return;
    }
    var read =
        head == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(context.alloc(), head, bytes);
    head = read;
    var valid = readLines(read);
    if (!valid || (awaiting && read.readableBytes() > NonBlockingTransport.MAX_HEAD_BYTES)) {
      release();
      super.close(context, context.newPromise());
    } else if (!awaiting) {
      head = null;
      context.fireChannelRead(read);
    }
  }

  /**
   * Reads the lines that have arrived, up to the end of a final head; returns false if one is
   * invalid.
   */
  private boolean readLines(ByteBuf read) {
    while (awaiting) {
      var from = read.readerIndex() + lineAt;
      var end = read.indexOf(from, read.writerIndex(), (byte) '\n') + 1;
      if (end == 0) {
        return true;
      }
      lineAt = end - read.readerIndex();
      if (!readLine(read, read.toString(from, end - from, StandardCharsets.ISO_8859_1))) {
        return false;
      }
    }
    return true;
  }

  private boolean readLine(ByteBuf read, String line) {
    if (status == 0) {
      status = HeadSyntax.status(line);
      return status != HeadSyntax.INVALID;
    }
    if (!line.equals("\r\n")) {
      return HeadSyntax.isField(line);
    }
    awaiting = HeadSyntax.isInterim(status);
    if (awaiting) {
      read.skipBytes(lineAt);
    }
    lineAt = 0;
    status = 0;
    return true;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    release();
  }

  private void release() {
    if (head != null) {
      head.release();
      head = null;
    }
  }
}
