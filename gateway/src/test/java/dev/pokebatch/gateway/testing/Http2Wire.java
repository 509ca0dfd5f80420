package dev.pokebatch.gateway.testing;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2HeadersDecoder;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A raw HTTP/2 connection without TLS of a client that lets no body through: the windows of its
 * streams are shut (RFC 9113, section 6.9.2).
 */
public final class Http2Wire implements AutoCloseable {

  private static final int TIMEOUT_MS = 20_000;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int GOAWAY = 7;
  private static final int END_HEADERS = 4;
  private static final int END_STREAM = 1;
  private static final int PRIORITY = 0x20;
  private static final int PRIORITY_BYTES = 5;
  private static final int ACK = 1;
  private static final int INITIAL_WINDOW_SIZE = 4;

  private final Socket socket;
  private final DataInputStream in;
  private final Http2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);
  private final Map<Integer, String> answers = new TreeMap<>();
  private int next = 1;

  /**
   * Connects.
   *
   * @param from an address of loopback, such as {@code 127.0.0.2}; each is another client
   */
  public Http2Wire(URI url, String from) {
    try {
      socket = new Socket(url.getHost(), url.getPort(), InetAddress.getByName(from), 0);
      socket.setSoTimeout(TIMEOUT_MS);
      in = new DataInputStream(socket.getInputStream());
      var preface = new ByteArrayOutputStream();
      preface.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      var shut = new byte[] {0, INITIAL_WINDOW_SIZE, 0, 0, 0, 0};
      preface.writeBytes(frame(SETTINGS, 0, 0, shut));
      preface.writeBytes(frame(SETTINGS, ACK, 0, new byte[0]));
      socket.getOutputStream().write(preface.toByteArray());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Sends the head of a request.
   *
   * @param ended whether it has no body; otherwise one is awaited, which never comes
   */
  public Http2Wire request(String method, String path, Map<String, String> headers, boolean ended) {
    var head = new ByteArrayOutputStream();
    field(head, ":method", method);
    field(head, ":scheme", "http");
    field(head, ":path", path);
    field(head, ":authority", "x");
    headers.forEach((name, value) -> field(head, name, value));
    var flags = END_HEADERS | (ended ? END_STREAM : 0);
    try {
      socket.getOutputStream().write(frame(HEADERS, flags, next, head.toByteArray()));
      next += 2;
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Reads until so many requests have been answered, and returns the status of each of them, or
   * {@code reset} and the code of its error.
   */
  public Map<Integer, String> awaitAnswers(int count) {
    try {
      while (answers.size() < count) {
        readFrame();
      }
      return answers;
    } catch (IOException | Http2Exception failed) {
      throw new IllegalStateException("after " + answers, failed);
    }
  }

  private void readFrame() throws IOException, Http2Exception {
    var length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
    var type = in.readUnsignedByte();
    var flags = in.readUnsignedByte();
    var stream = in.readInt();
    var payload = in.readNBytes(length);
    switch (type) {
      case HEADERS -> {
        var from = (flags & PRIORITY) == 0 ? 0 : PRIORITY_BYTES;
        var fields = Unpooled.wrappedBuffer(payload, from, length - from);
        var head = decoder.decodeHeaders(stream, fields);
        answers.putIfAbsent(stream, head.status().toString());
      }
      case RST_STREAM -> answers.putIfAbsent(stream, "reset " + payload[3]);
      case GOAWAY -> throw new IOException("the gateway ends the connection");
      default -> {}
    }
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeByte(payload.length >> 16);
      out.writeShort(payload.length);
      out.writeByte(type);
      out.writeByte(flags);
      out.writeInt(stream);
      out.write(payload);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  /** A literal header field without indexing (RFC 7541, section 6.2.2); all texts are short. */
  private static void field(ByteArrayOutputStream head, String name, String value) {
    head.write(0);
    for (var text : new String[] {name, value}) {
      head.write(text.length());
      head.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
