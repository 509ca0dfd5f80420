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
 * Detects whether a client that has half-closed its connection still waits for its answer. A client
 * that has closed it completely looks the same until something is sent: then its system resets the
 * connection, and the next write fails. So this sends the first bytes of a status line (RFC 9112,
 * section 4) one at a time, and removes them from the answer when that is written. Must be {@link
 * PlainBytes first} in the pipeline, which all bytes pass on their way out.
 */
final class HalfCloseProbe extends ChannelOutboundHandlerAdapter {

  private static final byte[] BEGINNING = "HTTP/1.".getBytes(StandardCharsets.US_ASCII);

  /**
   * Pauses before each byte. The first two are short, because most clients that disconnect have
   * done so by then.
   */
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
  @SuppressWarnings("FutureReturnValueIgnored") // the caller checks the promise that it passed in
  public void close(ChannelHandlerContext context, ChannelPromise closed) {
    cancel();
    context.close(closed);
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the caller checks the promise that it passed in
  public void write(ChannelHandlerContext context, Object message, ChannelPromise written) {
    if (message instanceof ByteBuf bytes && bytes.isReadable()) {
      bytes.skipBytes(sent); // a head is always longer
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

  @SuppressWarnings("FutureReturnValueIgnored") // Netty closes the channel when a write fails
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
