package dev.pokebatch.gateway.http.connection;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.Future;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.http1.Http1ServerConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Handles in a connection's Netty pipeline, before Vert.x' own handler, what Vert.x has no option
 * for:
 *
 * <ul>
 *   <li>The idle timeout does not close a connection while a request on it is being worked on,
 *       unless bytes of an answer wait for the client to read them.
 *   <li>An HTTP/1 client that half-closes its connection (it has sent everything, and still reads)
 *       gets its answers before the connection is closed.
 *   <li>An HTTP/1 request whose body is malformed, or truncated by a half-close, fails with an
 *       exception and can still be answered; Vert.x would close the connection.
 *   <li>The head of an HTTP/1 request must arrive in time.
 *   <li>A connection that fails is closed, also while pipelined requests wait for their turn.
 * </ul>
 */
final class ConnectionGuard extends ChannelInboundHandlerAdapter {

  private static final String NAME = "guard";

  /**
   * How long the connection stays open after a malformed body, so that the client can read its
   * answer.
   */
  private static final long LINGER_MS = 1_000;

  private final OpenRequests openRequests;
  private final Consumer<Throwable> bodyFailed;
  private final Runnable requestParsed;
  private final boolean isHttp1;

  /** Whether the last request has arrived completely, although it may wait to be read. */
  private boolean complete;

  private @Nullable Future<?> lingering;

  private ConnectionGuard(
      OpenRequests openRequests,
      Consumer<Throwable> bodyFailed,
      Runnable requestParsed,
      boolean isHttp1) {
    this.openRequests = openRequests;
    this.bodyFailed = bodyFailed;
    this.requestParsed = requestParsed;
    this.isHttp1 = isHttp1;
  }

  /** Installs a guard on a connection that has just been opened; called on its event loop. */
  static void install(HttpConnection opened, OpenRequests openRequests) {
    // Internal API of Vert.x: no public API returns the channel of a server connection.
    var context = ((ConnectionBase) opened).channelHandlerContext();
    var heads = context.pipeline().get(HeadTimeout.class);
    heads.headArrived(); // for HTTP/2, this is the connection preface
    Consumer<Throwable> bodyFailed = failure -> {}; // HTTP/2 resets the stream instead
    if (opened instanceof Http1ServerConnection connection) {
      bodyFailed = connection::handleException;
      context.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      heads.whileIdle(openRequests::isEmpty);
      openRequests.onBegin(heads::headArrived);
    } else {
      context.pipeline().remove(PipelinedBytes.class);
    }
    var isHttp1 = opened instanceof Http1ServerConnection;
    Runnable requestParsed =
        isHttp1 ? context.pipeline().get(PipelinedBytes.class)::requestParsed : () -> {};
    var guard = new ConnectionGuard(openRequests, bodyFailed, requestParsed, isHttp1);
    context.pipeline().addBefore(context.name(), NAME, guard);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest) {
      requestParsed.run();
    }
    complete = message instanceof LastHttpContent last && last.decoderResult().isSuccess();
    if (isMalformedBody(message) && openRequests.isReading()) {
      var content = (HttpContent) message;
      content.release();
      bodyFailed.accept(content.decoderResult().cause());
      lingering =
          context.executor().schedule(openRequests::inputEnded, LINGER_MS, TimeUnit.MILLISECONDS);
    } else {
      context.fireChannelRead(message);
    }
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    var timer = lingering;
    if (timer != null) {
      timer.cancel(false);
    }
  }

  /**
   * Closes an HTTP/1 connection. Vert.x would fail at requests that wait for their turn: they have
   * no response yet.
   */
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the result of closing does not matter
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (isHttp1) {
      context.channel().close(); // once everything written has been sent
    } else {
      context.fireExceptionCaught(cause);
    }
  }

  private static boolean isMalformedBody(Object message) {
    return message instanceof HttpContent content
        && !(message instanceof HttpRequest)
        && content.decoderResult().isFailure();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) {
    if (event instanceof IdleStateEvent && openRequests.isWorking() && !hasUnsent(context)) {
      return;
    }
    if (event == ChannelInputShutdownEvent.INSTANCE) {
      inputEnded(context);
    }
    context.fireUserEventTriggered(event);
  }

  /** Whether bytes wait for the client to read: after an idle timeout it has read none of them. */
  private static boolean hasUnsent(ChannelHandlerContext context) {
    var unsent = context.channel().unsafe().outboundBuffer();
    return unsent != null && unsent.totalPendingWriteBytes() > 0;
  }

  private void inputEnded(ChannelHandlerContext context) {
    if (!complete && openRequests.isReading()) {
      bodyFailed.accept(new PrematureChannelClosureException("within a body"));
    } else if (openRequests.isBeforeHead()) {
      PlainBytes.add(context.pipeline(), new HalfCloseProbe());
    }
    openRequests.inputEnded();
  }
}
