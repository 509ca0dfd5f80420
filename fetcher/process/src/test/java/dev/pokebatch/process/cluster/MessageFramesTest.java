package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.UnreadableMessages;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.eventbus.impl.CodecManager;
import io.vertx.core.eventbus.impl.clustered.ClusteredMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes is what Vert.x can read; everything else closes its connection. */
class MessageFramesTest {

  private static final int MAX_BYTES = 10_000;
  private static final int FRAMES = 200_000;

  private final CodecManager codecs = new CodecManager();
  private final AtomicLong incomplete = new AtomicLong();
  private final EmbeddedChannel channel = connect();

  MessageFramesTest() {
    codecs.registerCodec(new Named("pokebatch.Cancel"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 100, 100_000})
  void messagesPassWholeHoweverTheyArrive(int size) {
    var messages =
        List.of(
            message(CodecManager.STRING_MESSAGE_CODEC, "a text", "reply"),
            message(new Named("pokebatch.Cancel"), "body", ""),
            message(CodecManager.STRING_MESSAGE_CODEC, "x".repeat(5_000), "reply"),
            message(CodecManager.REPLY_EXCEPTION_MESSAGE_CODEC, failure(), "reply"),
            message(CodecManager.NULL_MESSAGE_CODEC, null, "reply"),
            message(CodecManager.PING_MESSAGE_CODEC, "", ""));
    var bytes = Buffer.buffer();
    messages.forEach(bytes::appendBuffer);
    for (var at = 0; at < bytes.length(); at += size) {
      channel.writeInbound(
          Unpooled.wrappedBuffer(bytes.getBytes(at, Math.min(bytes.length(), at + size))));
    }

    assertThat(passed()).isEqualTo(messages);
    assertThat(channel.isOpen()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MAX_VALUE, MAX_BYTES, -1, Integer.MIN_VALUE, 0, 1, 5})
  void aLengthThatNoMessageHasClosesTheConnectionAtOnce(int length) {
    var before = UnreadableMessages.count();
    channel.writeInbound(Unpooled.buffer().writeInt(length).writeBytes(new byte[64]));

    assertThat(passed()).isEmpty();
    assertThat(channel.isOpen()).isFalse();
    assertThat(UnreadableMessages.count()).isGreaterThan(before);
  }

  @Test
  void incompleteMessagesOfAllConnectionsTogetherAreBounded() {
    var part = Buffer.buffer().appendInt(MAX_BYTES - 4).appendBytes(new byte[MAX_BYTES / 4]);
    var others = List.of(connect(), connect(), connect());
    others.forEach(other -> other.writeInbound(Unpooled.wrappedBuffer(part.getBytes())));
    channel.writeInbound(Unpooled.wrappedBuffer(part.getBytes()));
    assertThat(channel.isOpen()).isFalse();
    assertThat(others).allMatch(EmbeddedChannel::isOpen);

    others.get(0).close().syncUninterruptibly();
    assertThat(incomplete).hasValue(2L * part.length());
    others.get(1).writeInbound(Unpooled.buffer().writeBytes(new byte[MAX_BYTES - part.length()]));
    assertThat(others.get(1).isOpen()).as("its message was complete, and damaged").isFalse();
    assertThat(incomplete).hasValue(part.length());
  }

  @Test
  void aMessageOfAnUnknownTypePassesOnlyIfSomebodyAwaitsItsReply() {
    var asked = message(new Named("unknown"), "body", "reply");
    channel.writeInbound(Unpooled.wrappedBuffer(asked.getBytes()));
    assertThat(passed()).containsExactly(asked);

    var told = message(new Named("unknown"), "body", "");
    channel.writeInbound(Unpooled.wrappedBuffer(told.getBytes()));
    assertThat(passed()).isEmpty();
    assertThat(channel.isOpen()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(bytes = {3, 6, 16, 17, 18, 100, -2})
  void aCodecThatMembersDoNotUseClosesTheConnection(byte codec) {
    var message = message(CodecManager.STRING_MESSAGE_CODEC, "text", "reply");
    channel.writeInbound(Unpooled.wrappedBuffer(message.setByte(5, codec).getBytes()));

    assertThat(passed()).isEmpty();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void vertxCanReadAllMessagesThatPass() {
    var random = new Random(1);
    var originals =
        List.of(
            message(CodecManager.STRING_MESSAGE_CODEC, "a text", "reply"),
            message(CodecManager.REPLY_EXCEPTION_MESSAGE_CODEC, failure(), ""),
            message(new Named("pokebatch.Cancel"), "body", ""));
    var read = 0;
    for (var i = 0; i < FRAMES; i++) {
      var frame = damaged(originals.get(i % originals.size()), random);
      if (MessageCheck.isReadable(Unpooled.wrappedBuffer(frame.getBytes()))) {
        var message = new ClusteredMessage<Object, Object>(null);
        message.readFromWire(frame.getBuffer(Integer.BYTES, frame.length()), codecs);
        message.headers();
        message.body();
        read++;
      }
    }
    assertThat(read).isBetween(FRAMES / 100, FRAMES - 1);
  }

  private static ReplyException failure() {
    return new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 7, "a sentence");
  }

  private static <T> Buffer message(
      MessageCodec<T, ?> codec, @Nullable T body, String replyAddress) {
    var headers = MultiMap.caseInsensitiveMultiMap().add("name", "value").add("other", "");
    var message = new ClusteredMessage<>("sender", "address", headers, body, codec, true, null);
    if (!replyAddress.isEmpty()) {
      message.setReplyAddress(replyAddress);
    }
    return message.encodeToWire();
  }

  /** Up to three bytes are others, or the end is missing. */
  private static Buffer damaged(Buffer message, Random random) {
    var copy = message.copy();
    for (var left = random.nextInt(4); left > 0; left--) {
      var at = Integer.BYTES + random.nextInt(copy.length() - Integer.BYTES);
      copy.setByte(at, (byte) (random.nextBoolean() ? random.nextInt() : random.nextInt(20)));
    }
    return random.nextInt(10) > 0 ? copy : copy.slice(0, 4 + random.nextInt(copy.length() - 4));
  }

  private EmbeddedChannel connect() {
    return new EmbeddedChannel(new MessageFrames(MAX_BYTES, incomplete));
  }

  private List<Buffer> passed() {
    var passed = new ArrayList<Buffer>();
    for (ByteBuf next = channel.readInbound(); next != null; next = channel.readInbound()) {
      var bytes = new byte[next.readableBytes()];
      next.readBytes(bytes).release();
      passed.add(Buffer.buffer(bytes));
    }
    return passed;
  }

  /** A codec of a program's own. */
  private record Named(String name) implements MessageCodec<String, String> {

    @Override
    public void encodeToWire(Buffer buffer, String body) {
      buffer.appendString(body);
    }

    @Override
    public String decodeFromWire(int position, Buffer buffer) {
      return buffer.getString(position, buffer.length());
    }

    @Override
    public String transform(String body) {
      return body;
    }

    @Override
    public byte systemCodecID() {
      return -1;
    }
  }
}
