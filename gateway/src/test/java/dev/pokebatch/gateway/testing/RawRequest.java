package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection for sending malformed requests as raw bytes. */
public final class RawRequest implements AutoCloseable {

  private static final int TIMEOUT_MS = 20_000;

  private final Socket socket;
  private boolean broken;

  /** Connects. */
  public RawRequest(URI url) {
    try {
      socket = new Socket(url.getHost(), url.getPort());
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * The head of a request after which the connection is to be closed.
   *
   * @param headers more of them, each with its end of line
   */
  public static String head(String method, String target, String headers) {
    var line = method + " " + target + " HTTP/1.1\r\n";
    return line + "Host: x\r\nConnection: close\r\n" + headers + "\r\n";
  }

  /** Sends a text, each character as a byte. */
  public RawRequest send(String text) {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends bytes; that the other side does not want them all is no failure. */
  public RawRequest send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    } catch (IOException closed) {
      broken = true; // what the other side had to say may still be there to be read
    }
    return this;
  }

  /** Whether the other side takes no more. */
  public boolean isBroken() {
    return broken;
  }

  /** Returns when the other side asks for the body, after a head with an expectation. */
  public void awaitContinue() {
    var expected = "HTTP/1.1 100 Continue\r\n\r\n";
    try {
      var read = socket.getInputStream().readNBytes(expected.length());
      assertThat(new String(read, StandardCharsets.ISO_8859_1)).isEqualTo(expected);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** All that comes until the other side closes. */
  public Answer answer() {
    try {
      return new Answer(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
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

  /**
   * What came.
   *
   * @param text heads and bodies, as they are; empty where there was no answer
   */
  public record Answer(String text) {

    /** The status of the last of its heads. */
    public int status() {
      var line = text.substring(text.lastIndexOf("HTTP/1."));
      return Integer.parseInt(line.substring(9, 12));
    }

    /** The value of a header; empty where there is none. */
    public String header(String name) {
      return text.substring(0, Math.max(0, text.indexOf("\r\n\r\n")))
          .lines()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).strip())
          .findFirst()
          .orElse("");
    }

    /** What follows the last of its heads. */
    public String body() {
      return text.substring(text.lastIndexOf("\r\n\r\n") + 4);
    }

    /** The same as JSON. */
    public JsonObject json() {
      return new JsonObject(body());
    }

    /** What it says where it is a problem of that type. */
    public JsonObject problem(int status, String slug) {
      assertThat(status()).as(text).isEqualTo(status);
      assertThat(header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(header("X-Request-Id")).isNotEmpty();
      Abused.assertOurWords(body());
      assertThat(json().getString("type")).isEqualTo("/problems/" + slug);
      assertThat(json().getInteger("status")).isEqualTo(status);
      return json();
    }

    /** That it is the problem of a limit of that name. */
    public void assertLimit(int status, String limit) {
      var problem = problem(status, "limit-exceeded");
      assertThat(problem.getString("limit")).isEqualTo(limit);
      assertThat(problem.getInteger("max")).isPositive();
    }
  }
}
