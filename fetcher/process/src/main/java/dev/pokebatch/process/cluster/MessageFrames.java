package dev.pokebatch.process.cluster;

import dev.pokebatch.contract.UnreadableMessages;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Passes the messages of a connection on to the event bus, each as a whole, and closes the
 * connection at one that is damaged or too long. The incomplete messages of all connections
 * together may not be longer than the longest message.
 */
final class MessageFrames extends LengthFieldBasedFrameDecoder {

  private final int maxBytes;
  private final AtomicLong incomplete;
  private int counted;

  /**
   * @param maxBytes maximum length of a message
   * @param incomplete bytes of the incomplete messages of all connections
   */
  MessageFrames(int maxBytes, AtomicLong incomplete) {
    super(maxBytes, 0, MessageCheck.LENGTH_BYTES, 0, 0);
    this.maxBytes = maxBytes;
    this.incomplete = incomplete;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object bytes) throws Exception {
    super.channelRead(context, bytes);
    if (count(actualReadableBytes()) > maxBytes) {
      exceptionCaught(context, new DecoderException("too many incomplete messages"));
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext context) {
    count(0);
  }

  private long count(int bytes) {
    var total = incomplete.addAndGet(bytes - counted);
    counted = bytes;
    return total;
  }

  @Override
  protected @Nullable Object decode(ChannelHandlerContext context, ByteBuf in) throws Exception {
    var message = (ByteBuf) super.decode(context, in);
    if (message != null && !MessageCheck.isReadable(message)) {
      message.release();
      throw new DecoderException("it is damaged");
    }
    return message;
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // the result of closing does not matter
  public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
    if (thrown instanceof DecoderException reason) {
      if (context.channel().isOpen()) {
        UnreadableMessages.add(String.valueOf(reason.getMessage()));
        context.close();
      }
    } else {
      context.fireExceptionCaught(thrown);
    }
  }
}
