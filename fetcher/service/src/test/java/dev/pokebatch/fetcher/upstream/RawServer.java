package dev.pokebatch.fetcher.upstream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Answers each request with the same bytes and keeps the connection open. */
final class RawServer implements AutoCloseable {

  private final ServerSocket server;
  private final byte[] answer;
  private final AtomicInteger requests = new AtomicInteger();

  /** Listens on a free loopback port. */
  RawServer(String answer) throws IOException {
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.answer = answer.getBytes(StandardCharsets.ISO_8859_1);
    start("accepting", this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  int requests() {
    return requests.get();
  }

  private void accept() throws IOException {
    while (true) {
      var socket = server.accept();
      start("answering", () -> answer(socket));
    }
  }

  private void answer(Socket socket) throws IOException {
    try (socket) {
      var in = socket.getInputStream();
      var last = 0;
      for (var b = in.read(); b >= 0; b = in.read()) {
        last = last << 8 | b;
        if (last == 0x0d0a0d0a) {
          requests.incrementAndGet();
          socket.getOutputStream().write(answer);
          socket.getOutputStream().flush();
        }
      }
    }
  }

  private static void start(String name, Action action) {
    var thread =
        new Thread(
            () -> {
              try {
                action.run();
              } catch (SocketException closed) {
                return;
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }
}
