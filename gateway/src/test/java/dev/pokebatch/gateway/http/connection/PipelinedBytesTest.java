package dev.pokebatch.gateway.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.client.ClientId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PipelinedBytesTest {

  private static final int BYTES = 64 << 10;
  private static final int SMALL = PipelinedBytes.SMALL_PIECE;

  private final PipelinedBytes bytes =
      new PipelinedBytes(new PipelinedTurns(), new ClientId("client"));
  private final Reader reader = new Reader();
  private final Socket socket = new Socket();
  private final EmbeddedChannel channel = new EmbeddedChannel(socket, bytes, reader);

  @BeforeEach
  void turnsComeWhenTheTestSaysSo() {
    channel.freezeTime();
  }

  @Test
  void aPieceIsAReadOfItsOwnAfterWhichReadingCanStop() {
    reader.stops = true;
    receive();

    assertThat(reader.bytes).isEqualTo(SMALL);
    assertThat(reader.ends).isEqualTo(1);
  }

  @Test
  void eachTimeThatReadingGoesOnThereIsAnotherPiece() {
    reader.stops = true;
    receive();
    for (var pieces = 2; pieces <= BYTES / SMALL; pieces++) {
      channel.config().setAutoRead(true);

      assertThat(reader.bytes).isEqualTo(pieces * SMALL);
    }
  }

  @Test
  void aSingleReadIsAnsweredWithOnePieceAlthoughReadingHasStopped() {
    reader.stops = true;
    receive();
    channel.read();

    assertThat(reader.bytes).isEqualTo(2 * SMALL);
  }

  @Test
  void afterAFewPiecesOtherConnectionsAreServed() {
    receive();
    var turn = PipelinedTurns.AT_ONCE * SMALL;
    for (var received = SMALL; received < BYTES; received += turn) {
      assertThat(reader.bytes).isEqualTo(received);
      runTurns();
    }
    assertThat(reader.bytes).isEqualTo(BYTES);
    receive();

    assertThat(reader.bytes).isEqualTo(BYTES + SMALL);
  }

  @Test
  void theSocketIsNotReadWhileItsBytesWaitForATurn() {
    receive();
    var before = socket.reads;
    channel.read();
    channel.config().setAutoRead(false);
    channel.config().setAutoRead(true);
    assertThat(socket.reads).isEqualTo(before);

    while (reader.bytes < BYTES) {
      runTurns();
    }
    assertThat(socket.reads).isGreaterThan(before);
  }

  @Test
  void readingThatStopsBeforeATurnGoesOnLater() {
    receive();
    channel.config().setAutoRead(false);
    runTurns();
    var received = reader.bytes;
    runTurns();
    assertThat(reader.bytes).isEqualTo(received);

    channel.config().setAutoRead(true);
    assertThat(reader.bytes).isGreaterThan(received);
  }

  @Test
  void recordsOfOneReadTakeTurnsToo() {
    channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(new byte[SMALL]));
    channel.pipeline().fireChannelRead(Unpooled.wrappedBuffer(new byte[SMALL]));
    channel.pipeline().fireChannelReadComplete();

    assertThat(reader.bytes).isEqualTo(SMALL);
  }

  @Test
  void theBytesOfABodyArriveInLargerPieces() {
    reader.requests = 0;
    receive();
    runTurns();

    assertThat(reader.bytes).isEqualTo(SMALL + PipelinedTurns.AT_ONCE * PipelinedBytes.LARGE_PIECE);
  }

  @Test
  void whatIsLeftWhenTheConnectionClosesIsReleased() {
    var sent = Unpooled.wrappedBuffer(new byte[BYTES]);
    channel.writeInbound(sent);
    assertThat(channel.close().isDone()).isTrue();
    runTurns();

    assertThat(sent.refCnt()).isZero();
    assertThat(reader.bytes).isEqualTo(SMALL);
  }

  private void runTurns() {
    channel.advanceTimeBy(1, TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  private void receive() {
    channel.writeInbound(Unpooled.wrappedBuffer(new byte[BYTES]));
  }

  /** Does what Vert.x does with requests that have to wait: it stops at the end of a read. */
  private final class Reader extends ChannelInboundHandlerAdapter {

    private int bytes;
    private int ends;
    private boolean stops;
    private int requests = 1;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      var read = (ByteBuf) message;
      bytes += read.readableBytes();
      read.release();
      for (var i = 0; i < requests; i++) {
        PipelinedBytesTest.this.bytes.requestParsed();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      ends++;
      if (stops) {
        context.channel().config().setAutoRead(false);
      }
    }
  }

  /** Counts how often the socket is read. */
  private static final class Socket extends ChannelOutboundHandlerAdapter {

    private int reads;

    @Override
    public void read(ChannelHandlerContext context) {
      reads++;
      context.read();
    }
  }
}
