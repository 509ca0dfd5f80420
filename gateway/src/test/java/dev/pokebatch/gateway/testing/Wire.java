package dev.pokebatch.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * A raw connection for requests of old or unusual clients, and of clients that close half of it.
 */
public final class Wire implements AutoCloseable {

  private static final int TIMEOUT_MS = 20_000;

  private final Socket socket;

  /** Connects. */
  public Wire(URI url) {
    this(url, "127.0.0.1");
  }

  /**
   * Connects from one of the addresses of loopback, each of which is another client.
   *
   * @param from such as {@code 127.0.0.2}
   */
  public Wire(URI url, String from) {
    try {
      socket = new Socket(url.getHost(), url.getPort(), InetAddress.getByName(from), 0);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.setTcpNoDelay(true);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** A request with its length. */
  public static String request(String line, String headers, String body) {
    var length = "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n";
    return line + "\r\nHost: x\r\n" + headers + length + "\r\n" + body;
  }

  /** Sends a text. */
  public Wire send(String text) {
    return send(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends bytes. */
  public Wire send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Sends bytes as far as they are taken: the other side may have ended the connection. */
  public Wire offer(byte[] bytes) {
    try {
      return send(bytes);
    } catch (UncheckedIOException ended) {
      return this;
    }
  }

  /** Half-closes the connection: nothing more is sent, but read on. */
  public Wire endOutput() {
    try {
      socket.shutdownOutput();
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether bytes have come that were not read yet. */
  public boolean hasAnswer() {
    try {
      return socket.getInputStream().available() > 0;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** All that comes until the gateway closes the connection; fails where it does not. */
  public String rest() {
    try {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * What comes, in ISO 8859-1, until a text has come, or until the gateway closes the connection.
   */
  public String readUntil(String text) {
    var read = new StringBuilder();
    try {
      for (var next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        read.append((char) next);
        if (read.length() >= text.length()
            && read.indexOf(text, read.length() - text.length()) >= 0) {
          break;
        }
      }
      return read.toString();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Ends the connection at once (a TCP reset): the client has gone. */
  public void reset() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    close();
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
