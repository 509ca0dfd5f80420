package dev.pokebatch.sample;

import static java.util.concurrent.TimeUnit.SECONDS;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/** A running sample upstream, and an HTTP client for it. */
final class RunningSample implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();
  final SampleUpstream upstream;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  RunningSample(SampleConfig config) {
    upstream = await(new SampleUpstream(vertx, config).start());
  }

  static RunningSample withoutLatency() {
    return new RunningSample(SampleConfig.defaults().withLatencyMs(0));
  }

  static <T> T await(Future<T> future) {
    return await(future.toCompletionStage().toCompletableFuture());
  }

  static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toSeconds(), SECONDS);
    } catch (Exception failure) {
      throw new AssertionError(failure);
    }
  }

  /** Waits until the condition is true, without sleeping for a guessed time. */
  static void awaitTrue(BooleanSupplier condition) {
    var end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the condition was not true within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  HttpRequest.Builder request(String path, String... headers) {
    var builder = HttpRequest.newBuilder(URI.create(upstream.url() + path)).timeout(PATIENCE);
    return headers.length == 0 ? builder : builder.headers(headers);
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return await(client.sendAsync(request.build(), BodyHandlers.ofByteArray()));
  }

  HttpResponse<byte[]> get(String path, String... headers) {
    return send(request(path, headers));
  }

  CompletableFuture<HttpResponse<byte[]>> getAsync(String path) {
    return client.sendAsync(request(path).build(), BodyHandlers.ofByteArray());
  }

  JsonNode json(String path) {
    try {
      return JSON.readTree(get(path).body());
    } catch (IOException malformed) {
      throw new AssertionError(path, malformed);
    }
  }

  /** Sends a GET on a socket, so that the test sees what the transport does. */
  Socket open(String path) throws IOException {
    var uri = URI.create(upstream.url() + path);
    var socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    var head = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: sample\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Override
  public void close() {
    await(upstream.close());
    await(vertx.close());
  }
}
