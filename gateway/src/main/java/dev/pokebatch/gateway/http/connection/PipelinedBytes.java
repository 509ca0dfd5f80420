package dev.pokebatch.gateway.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bounds the memory of pipelined HTTP/1 requests (RFC 9112, section 9.3.2). Vert.x answers one
 * request after the other, and stops reading while parsed requests wait. But one read may contain
 * thousands of requests, which occupy many times their bytes once they are parsed. So this passes
 * bytes on in small pieces, and keeps the rest unparsed while Vert.x does not read. Must see the
 * {@link PlainBytes}. Confined to one event loop.
 */
final class PipelinedBytes extends ChannelDuplexHandler {

  /** Bytes that are parsed at once: about 100 of the shortest requests. */
  private static final int PIECE = 2 << 10;

  private final Queue<ByteBuf> unparsed = new ArrayDeque<>(1);
  private boolean passing;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      unparsed.add(bytes);
      pass(context);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (!unparsed.isEmpty()) {
      pass(context);
      context.fireChannelReadComplete();
    }
    if (unparsed.isEmpty()) {
      context.read();
    }
  }

  private void pass(ChannelHandlerContext context) {
    if (passing) {
      return; // parsing the bytes has made Vert.x read again
    }
    passing = true;
    try {
      while (!unparsed.isEmpty() && context.channel().config().isAutoRead()) {
        context.fireChannelRead(next(context));
      }
    } finally {
      passing = false;
    }
  }

  private ByteBuf next(ChannelHandlerContext context) {
    var bytes = unparsed.element();
    return bytes.readableBytes() > PIECE && !context.isRemoved()
        ? bytes.readRetainedSlice(PIECE)
        : unparsed.remove();
  }

  /** The connection is closed, or has turned out to be one of HTTP/2 while bytes are passed on. */
  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    if (!passing) {
      unparsed.forEach(ByteBuf::release);
      unparsed.clear();
    }
  }
}
