package dev.pokebatch.gateway.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Figures of a long answer, counted while it is read.
 *
 * @param status of HTTP
 * @param bytes of the body
 * @param succeeded documents that are in it
 * @param isComplete whether its end says that it is complete
 */
public record CountedAnswer(int status, long bytes, int succeeded, boolean isComplete) {

  private static final String WORD = "\"outcome\":\"succeeded\",\"get\":";
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** Sends a request, and reads all of its answer. */
  public static CountedAnswer of(HttpRequest request) {
    try {
      var patient = HttpRequest.newBuilder(request, (name, value) -> true);
      patient.timeout(Duration.ofMinutes(5));
      var response = HTTP.send(patient.build(), BodyHandlers.ofInputStream());
      try (var body = response.body()) {
        return count(response.statusCode(), body);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Sends a batch and reads nothing for the time being. */
  public static Unread unread(URI gateway, JsonObject batch, Map<String, String> headers)
      throws IOException {
    var body = batch.encode();
    var head =
        new StringBuilder("POST /v1/batches HTTP/1.1\r\nHost: here\r\nConnection: close\r\n");
    head.append("Content-Type: application/json\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    head.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
    var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.getPort());
    socket.setSoTimeout(120_000);
    socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.US_ASCII));
    return new Unread(socket);
  }

  private static CountedAnswer count(int status, InputStream body) throws IOException {
    var buffer = new byte[1 << 16];
    var bytes = 0L;
    var succeeded = 0;
    var rest = "";
    var end = "";
    for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
      bytes += count;
      var text = rest + new String(buffer, 0, count, StandardCharsets.ISO_8859_1);
      for (var at = text.indexOf(WORD); at >= 0; at = text.indexOf(WORD, at + 1)) {
        succeeded++;
      }
      rest = text.substring(Math.max(0, text.length() - WORD.length() + 1));
      end = text.substring(Math.max(0, text.length() - 100));
    }
    return new CountedAnswer(status, bytes, succeeded, end.contains("\"complete\":true"));
  }

  /**
   * An answer that the client has not read yet.
   *
   * @param socket the connection on which it arrives
   */
  public record Unread(Socket socket) implements AutoCloseable {

    /** Reads all of it; framing is not taken off. */
    public CountedAnswer read() throws IOException {
      return count(0, socket.getInputStream());
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
}
