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
 * at the end of a read only, and one read may contain thousands of requests, which occupy many
 * times their bytes once they are parsed. So this passes bytes on in small pieces, each as a read
 * of its own, and keeps the rest unparsed while Vert.x does not read, and, after some requests,
 * until the {@link PipelinedTurns turn} of its client. Must see the {@link PlainBytes}. Confined to
 * one event loop.
 */
final class PipelinedBytes extends ChannelDuplexHandler {

  /** Bytes that are parsed at once while requests begin: at most about 20 requests. */
  static final int SMALL_PIECE = 512;

  /** Bytes that are parsed at once within a body. */
  static final int LARGE_PIECE = 2 << 10;

  /** Requests after which the others of the same read wait for the turn of their client. */
  static final int A_TURN = 8;

  private final PipelinedTurns turns;
  private final ClientId client;
  private final Queue<ByteBuf> unparsed = new ArrayDeque<>(1);
  private boolean passing;

  /** Whether the next handler has asked for bytes, perhaps although Vert.x has stopped reading. */
  private boolean wanted;

  /** Whether the socket's read has not ended in which the last piece was passed on. */
  private boolean withinRead;

  /** Whether bytes were passed on after the last end of a read. */
  private boolean incomplete;

  /** Whether the socket is not read, although Vert.x reads, because of what is unparsed. */
  private boolean waiting;

  /** Whether a request began in the last piece. */
  private boolean begun = true;

  /** How many requests began since the last turn, or since a read began. */
  private int requests;

  PipelinedBytes(PipelinedTurns turns, ClientId client) {
    this.turns = turns;
    this.client = client;
  }

  /** Notes that the head of a request has been parsed. */
  void requestParsed() {
    begun = true;
    requests++;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof ByteBuf bytes) {
      unparsed.add(bytes);
      if (!waiting && (!withinRead || goesOn(context))) {
        requests = withinRead ? requests : 0;
        withinRead = true;
        pass(context);
      }
    } else {
      incomplete = true;
      context.fireChannelRead(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    withinRead = false;
    if (unparsed.isEmpty()) {
      incomplete = true;
    }
    completeRead(context);
  }

  private void completeRead(ChannelHandlerContext context) {
    if (incomplete) {
      incomplete = false;
      context.fireChannelReadComplete();
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    wanted = true;
    if (unparsed.isEmpty()) {
      context.read();
    } else if (!waiting && !passing) { // else parsing the bytes has made Vert.x read again
      pass(context);
    }
  }

  private void pass(ChannelHandlerContext context) {
    if (passing) {
      return;
    }
    passing = true;
    try {
      do {
        wanted = false;
        incomplete = true;
        var piece = next(context);
        begun = false;
        context.fireChannelRead(piece);
        completeRead(context);
      } while (!unparsed.isEmpty() && goesOn(context));
    } finally {
      passing = false;
    }
  }

  /** Whether the next piece follows at once. */
  private boolean goesOn(ChannelHandlerContext context) {
    var config = context.channel().config();
    if (config.isAutoRead() && requests >= A_TURN && !context.isRemoved()) {
      waiting = true;
      config.setAutoRead(false);
      turns.await(context.executor(), client, () -> turn(context));
      return false;
    }
    return wanted || config.isAutoRead();
  }

  private void turn(ChannelHandlerContext context) {
    if (unparsed.isEmpty()) {
      return; // the connection is closed
    }
    passing = true; // the socket is not to be read yet
    context.channel().config().setAutoRead(true);
    passing = false;
    waiting = false;
    requests = 0;
    pass(context);
    if (unparsed.isEmpty() && context.channel().config().isAutoRead()) {
      context.read();
    }
  }

  private ByteBuf next(ChannelHandlerContext context) {
    var bytes = unparsed.element();
    var most = begun ? SMALL_PIECE : LARGE_PIECE;
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
