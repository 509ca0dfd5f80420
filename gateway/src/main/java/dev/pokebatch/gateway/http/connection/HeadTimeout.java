package dev.pokebatch.gateway.http.connection;

import dev.pokebatch.gateway.http.admission.SlowRequestDetector;
import dev.pokebatch.gateway.http.response.HeadlessResponse;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection on which the head of a request does not arrive in time. The time of the first
 * head starts when the connection is accepted, that of a later head with its first byte. Must be
 * {@link PlainBytes first} in the pipeline, where bytes come in. Confined to one event loop.
 */
final class HeadTimeout extends ChannelInboundHandlerAdapter {

  private static final Problem TOO_SLOW =
      Problem.of(ProblemType.REQUEST_TIMEOUT, "the head of the request arrived too slowly");

  private final SlowRequestDetector slowRequests;
  private final Duration most;
  private final Consumer<HeadlessResponse> answered;
  private BooleanSupplier isIdle = () -> false;

  /** Watches the head that is awaited; null if none is. */
  private SlowRequestDetector.@Nullable Watch watch;

  /**
   * @param most how long the head of a request may take
   * @param answered called when the answer to a head that was too slow has been written
   */
  HeadTimeout(
      SlowRequestDetector slowRequests, Duration most, Consumer<HeadlessResponse> answered) {
    this.slowRequests = slowRequests;
    this.most = most;
    this.answered = answered;
  }

  /**
   * Sets when received bytes are the beginning of a head.
   *
   * @param idle returns whether no request is open
   */
  void whileIdle(BooleanSupplier idle) {
    isIdle = idle;
  }

  /** Stops the time: the head has arrived. */
  void headArrived() {
    if (watch != null) {
      watch.end();
      watch = null;
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    start(context);
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (watch == null && isIdle.getAsBoolean()) {
      start(context);
    }
    if (watch != null && message instanceof ByteBuf bytes) {
      watch.received(bytes.readableBytes());
    }
    context.fireChannelRead(message);
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    headArrived(); // it will not arrive any more
    context.fireChannelInactive();
  }

  private void start(ChannelHandlerContext context) {
    watch = slowRequests.watch(bytes -> most, () -> tooSlow(context));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the result of closing does not matter
  private void tooSlow(ChannelHandlerContext context) {
    var late = watch;
    watch = null;
    if (late == null || late.bytes() == 0) {
      context.close();
    } else {
      var answer = HeadlessResponse.of(TOO_SLOW);
      context
          .writeAndFlush(Unpooled.wrappedBuffer(answer.toBuffer().getBytes()))
          .addListener(written -> answered.accept(answer))
          .addListener(ChannelFutureListener.CLOSE);
    }
  }
}
