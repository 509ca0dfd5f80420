package dev.pokebatch.gateway.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * An answer as it came over a connection that was closed after it, without an HTTP client that
 * would hide chunks, trailers and content codings.
 *
 * @param head the status line and the header lines
 * @param payload the body without the framing of chunks, perhaps compressed
 * @param trailers the trailer lines; empty if there are none
 * @param isWhole whether it has ended, by its length or by its last chunk
 */
public record WireAnswer(String head, Buffer payload, String trailers, boolean isWhole) {

  private static final String END = "\r\n\r\n";

  /** Sends a request, which must ask for the connection to be closed, and reads the answer. */
  public static WireAnswer to(URI url, String request) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), url.getPort())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(UTF_8));
      return of(socket.getInputStream().readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Reads an answer of HTTP/1.1. */
  public static WireAnswer of(byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);
    var end = text.indexOf(END);
    if (end < 0) {
      return new WireAnswer(text, Buffer.buffer(), "", false);
    }
    var head = text.substring(0, end);
    var from = end + END.length();
    if (!header(head, "transfer-encoding").equals("chunked")) {
      var body = Buffer.buffer(Arrays.copyOfRange(bytes, from, bytes.length));
      var length = header(head, "content-length");
      return new WireAnswer(
          head, body, "", length.isEmpty() || length.equals(Integer.toString(body.length())));
    }
    var body = new ByteArrayOutputStream();
    for (var at = from; ; ) {
      var line = text.indexOf("\r\n", at);
      if (line < 0) {
        return new WireAnswer(head, Buffer.buffer(body.toByteArray()), "", false);
      }
      var size = Integer.parseInt(text.substring(at, line), 16);
      var begin = line + 2;
      if (size == 0) {
        return new WireAnswer(
            head,
            Buffer.buffer(body.toByteArray()),
            text.substring(begin),
            text.endsWith(END) || text.endsWith("0\r\n\r\n"));
      }
      body.write(bytes, begin, Math.min(size, bytes.length - begin));
      at = begin + size + 2;
      if (at > bytes.length) {
        return new WireAnswer(head, Buffer.buffer(body.toByteArray()), "", false);
      }
    }
  }

  /** Returns the status. */
  public int status() {
    return Integer.parseInt(head.substring(9, 12));
  }

  /** Returns the value of a header; empty if there is none. */
  public String header(String name) {
    return header(head, name);
  }

  private static String header(String head, String name) {
    return head.lines()
        .filter(
            line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** Returns the body, decompressed if it is compressed. */
  public String body() {
    if (!header("content-encoding").equals("gzip")) {
      return payload.toString(UTF_8);
    }
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(payload.getBytes()))) {
      return new String(gzip.readAllBytes(), UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
