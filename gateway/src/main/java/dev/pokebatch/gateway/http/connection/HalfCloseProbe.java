package dev.pokebatch.gateway.http.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.concurrent.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a client that has half-closed its connection still waits for its answer. TCP
 * tells that apart from a client that is gone only when something is sent: the system of a client
 * that is gone resets the connection, and the next write fails. So this sends what every status
 * line begins with (RFC 9112, section 4), one byte at a time, and takes these bytes off the answer
 * when it comes. Stands first in the pipeline, where all bytes pass on their way out.
 */
final class HalfCloseProbe extends ChannelOutboundHandlerAdapter {

  private static final byte[] BEGINNING = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /** Before each byte, in milliseconds: two soon, for most who are gone are gone by then. */
  private static final long[] PAUSES_MS = {0, 100, 400, 1_500, 3_000, 10_000, 30_000};

  private @Nullable Future<?> next;
  private int sent;

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    schedule(context);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    cancel();
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, which its owner looks at
  public void close(ChannelHandlerContext context, ChannelPromise closed) {
    cancel();
    context.close(closed);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, which its owner looks at
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
    if (message instanceof ByteBuf bytes && bytes.isReadable()) {
      bytes.skipBytes(sent); // a head is longer than that
      context.pipeline().remove(this);
    }
    context.write(message, written);
  }

  private void schedule(ChannelHandlerContext context) {
    if (sent < BEGINNING.length) {
      next =
          context.executor().schedule(() -> send(context), PAUSES_MS[sent], TimeUnit.MILLISECONDS);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Netty closes the channel where a write fails
  private void send(ChannelHandlerContext context) {
    context.writeAndFlush(Unpooled.wrappedBuffer(BEGINNING, sent, 1));
    sent++;
    schedule(context);
  }

  private void cancel() {
    var timer = next;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
