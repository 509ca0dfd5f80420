package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A client that posts batches of 20 documents that are in the fetcher's cache. Between them it
 * sends a byte to a thread that sends it back, which shows how busy the machine is with other
 * programs.
 */
public final class WarmBatches implements AutoCloseable {

  private static final int BATCHES = 100;

  /** No batch is taken to be faster: a busy machine makes the fastest ones slow at any moment. */
  private static final long LEAST_MS = 20;

  private final JsonObject batch =
      new JsonObject().put("requests", new JsonArray().add("pokemon/1..20")).put("fields", "id");
  private final Client client;
  private final ServerSocket listener;
  private final Socket echo;
  private long most = LEAST_MS;

  /** A client of the gateway there. */
  public WarmBatches(URI url) {
    this.client = new Client(url);
    try {
      this.listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      this.echo = new Socket(listener.getInetAddress(), listener.getLocalPort());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    new Thread(this::echo, "echo").start();
    p99(); // code is slow until it is compiled, and the documents have to be got first
    most = LEAST_MS;
  }

  private void echo() {
    try (var socket = listener.accept()) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException closed) {
      // It is not needed any more.
    }
  }

  /** Runs a hundred batches, and gives how long 99 of them took at most, in milliseconds. */
  public long p99() {
    var times = new long[BATCHES];
    var echoes = new long[BATCHES];
    for (var i = 0; i < BATCHES; i++) {
      times[i] =
          millis(
              () -> {
                var answer = client.batch(batch);
                assertThat(answer.getBoolean("complete")).as(answer.encode()).isTrue();
              });
      echoes[i] = millis(this::sendByte);
    }
    most = Math.max(most, p99(echoes));
    return Math.max(LEAST_MS, p99(times));
  }

  /**
   * Returns how long 99 of a hundred bytes took at most to come back, in milliseconds, in the
   * slowest hundred so far; at least {@value #LEAST_MS}.
   */
  public long echoMs() {
    return most;
  }

  private void sendByte() {
    try {
      echo.getOutputStream().write(1);
      assertThat(echo.getInputStream().read()).isEqualTo(1);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static long millis(Runnable action) {
    var started = System.nanoTime();
    action.run();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  private static long p99(long[] times) {
    Arrays.sort(times);
    return times[times.length - 2];
  }

  @Override
  public void close() {
    try {
      echo.close();
      listener.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
