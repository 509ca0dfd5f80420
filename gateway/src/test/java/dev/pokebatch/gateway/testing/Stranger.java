package dev.pokebatch.gateway.testing;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Somebody who reaches the ports of a cluster's members on loopback and is not a member. */
public final class Stranger implements AutoCloseable {

  private static final int TIMEOUT_MS = 10_000;
  private static final String ANNOUNCEMENTS = "pokebatch.fetchers";

  private final List<Socket> open = new ArrayList<>();

  /** Connects, sends these bytes, and leaves the connection open until the end. */
  public void send(int port, byte[] bytes) {
    try {
      var socket = new Socket();
      open.add(socket);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
      socket.getOutputStream().write(bytes);
    } catch (IOException refused) {
      // The member has closed the connection, which is fine.
    }
  }

  /** Sends bytes that are no protocol of ours, and the beginnings of messages that never end. */
  public void sendGarbage(int port, Random random) {
    for (var i = 0; i < 20; i++) {
      var bytes = new byte[1 + random.nextInt(4_000)];
      random.nextBytes(bytes);
      send(port, bytes);
    }
    for (var length : new int[] {Integer.MAX_VALUE, 1 << 30, -1, Integer.MIN_VALUE, 0, 1, 5}) {
      send(port, Buffer.buffer().appendInt(length).appendBytes(new byte[64]).getBytes());
    }
    for (var text : new String[] {"GET / HTTP/1.1\r\n\r\n", "HZX", "CP2", "\u0016\u0003\u0001"}) {
      send(port, Buffer.buffer(text).appendBytes(new byte[200]).getBytes());
    }
    for (var length : new int[] {Integer.MAX_VALUE, 1 << 30, -1}) {
      // Of Hazelcast: version, flags, partition, type, length.
      send(
          port,
          Buffer.buffer("HZX")
              .appendByte((byte) 4)
              .appendShort((short) 0)
              .appendInt(-1)
              .appendByte((byte) 0)
              .appendInt(length)
              .appendBytes(new byte[100])
              .getBytes());
    }
  }

  /** Publishes messages on an event bus that no member would send. */
  public void sendInvalidMessages(int busPort, Random random) {
    var invalid = Buffer.buffer();
    for (var i = 0; i < 200; i++) {
      var body = new byte[random.nextInt(100)];
      random.nextBytes(body);
      var codec = i % 2 == 0 ? "pokebatch.Announcement" : "pokebatch.Cancel";
      invalid.appendBuffer(message(codec, Buffer.buffer(body)));
      invalid.appendBuffer(systemMessage(random.nextInt(20), Buffer.buffer(body)));
    }
    send(busPort, invalid.getBytes());
  }

  /** Sends messages to an event bus whose heads have some bytes that are wrong. */
  public void sendDamagedHeads(int busPort, Random random) {
    for (var i = 0; i < 200; i++) {
      var message = message("pokebatch.Cancel", Buffer.buffer(new byte[20]));
      for (var wrong = 0; wrong < 3; wrong++) {
        var at = Integer.BYTES + random.nextInt(message.length() - Integer.BYTES);
        message.setByte(at, (byte) random.nextInt());
      }
      send(busPort, message.getBytes());
    }
  }

  /** Begins a message of this length, and returns whether the member closes the connection. */
  public boolean isCutOff(int busPort, int length) {
    send(busPort, Buffer.buffer().appendInt(length).getBytes());
    try {
      var socket = open.get(open.size() - 1);
      socket.setSoTimeout(TIMEOUT_MS);
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException open) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }

  /** Publishes an announcement of a lane on an event bus. */
  public void announce(
      int busPort, String fetcher, String hashKey, long lane, long lanes, boolean leaving) {
    var body =
        Buffer.buffer()
            .appendByte((byte) 1)
            .appendBuffer(text(fetcher))
            .appendBuffer(text(hashKey))
            .appendLong(lane)
            .appendLong(lanes)
            .appendLong(Integer.MAX_VALUE)
            .appendLong(leaving ? 1 : 0);
    send(busPort, message("pokebatch.Announcement", body).getBytes());
  }

  @Override
  public void close() {
    try {
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Buffer message(String codec, Buffer body) {
    return frame(Buffer.buffer().appendByte((byte) -1).appendBuffer(text(codec)), body);
  }

  private static Buffer systemMessage(int codec, Buffer body) {
    return frame(Buffer.buffer().appendByte((byte) codec), body);
  }

  /** A published message in the format of Vert.x, without headers and reply address. */
  private static Buffer frame(Buffer codec, Buffer body) {
    var frame =
        Buffer.buffer()
            .appendByte((byte) 2)
            .appendBuffer(codec)
            .appendByte((byte) 1)
            .appendBuffer(text(ANNOUNCEMENTS))
            .appendInt(0)
            .appendBuffer(text("stranger"))
            .appendInt(Integer.BYTES)
            .appendBuffer(body);
    return Buffer.buffer().appendInt(frame.length()).appendBuffer(frame);
  }

  private static Buffer text(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return Buffer.buffer().appendInt(bytes.length).appendBytes(bytes);
  }
}
