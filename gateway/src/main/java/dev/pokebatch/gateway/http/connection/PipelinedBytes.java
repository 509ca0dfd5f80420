package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.client.ClientId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bounds the memory and the time of pipelined HTTP/1 requests (RFC 9112, section 9.3.2). Vert.x
 * answers one request after the other, and stops reading while parsed requests wait. But it stops
 * at the end of a read, and one read may contain thousands of requests, which occupy many times
 * their bytes once they are parsed. So this passes bytes on in small pieces, each as a read of its
 * own. It keeps the rest unparsed while Vert.x does not read, and until the {@link PipelinedTurns
 * turn} of its client. Must see the {@link PlainBytes}. Confined to one event loop.
 */
final class PipelinedBytes extends ChannelDuplexHandler {

  /** Bytes that are parsed at once where requests begin: at most about 40 requests. */
  static final int SMALL_PIECE = 1 << 10;

  /** Bytes that are parsed at once within a body. */
  static final int LARGE_PIECE = 2 << 10;

  private final PipelinedTurns turns;
  private final ClientId client;
  private final Queue<ByteBuf> unparsed = new ArrayDeque<>(1);
  private boolean passing;
  private boolean waitsForTurn;

  /** Whether the next handler has asked for bytes since the last piece. */
  private boolean wanted;

  /** Whether the socket's read has not ended in which the last piece arrived. */
  private boolean withinRead;

  /** Whether a request began in the last piece. */
  private boolean requestBegan = true;

  PipelinedBytes(PipelinedTurns turns, ClientId client) {
    this.turns = turns;
    this.client = client;
  }

  /** Notes that the head of a request has been parsed. */
  void requestParsed() {
    requestBegan = true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      unparsed.add(bytes);
      if (isReading(context) && !waitsForTurn) {
        passOrAwaitTurn(context);
      }
    } else {
      context.fireChannelRead(message);
    }
  }

  /** Another record of TLS that arrived with the last one is like another piece. */
  private void passOrAwaitTurn(ChannelHandlerContext context) {
    if (withinRead && requestBegan) {
      awaitTurn(context);
    } else {
      withinRead = true;
      pass(context);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    withinRead = false;
    if (unparsed.isEmpty()) {
      context.fireChannelReadComplete();
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    wanted = true;
    if (unparsed.isEmpty()) {
      context.read();
    } else if (!waitsForTurn && !passing) {
      pass(context);
    }
  }

  /** Whether the next handler takes bytes. */
  private boolean isReading(ChannelHandlerContext context) {
    return wanted || context.channel().config().isAutoRead();
  }

  private void pass(ChannelHandlerContext context) {
    passing = true;
    wanted = false;
    try {
      do {
        context.fireChannelRead(next(context));
        context.fireChannelReadComplete();
      } while (context.isRemoved() && !unparsed.isEmpty());
    } finally {
      passing = false;
    }
    if (isReading(context)) {
      if (unparsed.isEmpty()) {
        context.read();
      } else {
        awaitTurn(context);
      }
    }
  }

  private void awaitTurn(ChannelHandlerContext context) {
    waitsForTurn = true;
    var config = context.channel().config();
    if (config.isAutoRead()) { // what follows in the socket stays there; see read
      config.setAutoRead(false);
      config.setAutoRead(true);
    }
    turns.await(context.executor(), client, () -> turn(context));
  }

  private void turn(ChannelHandlerContext context) {
    waitsForTurn = false;
    if (!unparsed.isEmpty() && isReading(context)) { // else the connection may have been closed
      pass(context);
    }
  }

  private ByteBuf next(ChannelHandlerContext context) {
    var bytes = unparsed.element();
    var most = requestBegan ? SMALL_PIECE : LARGE_PIECE;
    requestBegan = false;
    return bytes.readableBytes() > most && !context.isRemoved()
        ? bytes.readRetainedSlice(most)
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
