package dev.pokebatch.gateway.testing;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A plain HTTP client of a gateway, like a user's program. */
public final class Client {

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final URI url;

  /** A client of the gateway there. */
  public Client(URI url) {
    this.url = url;
  }

  /** Posts a batch and waits for its answer as JSON. */
  public JsonObject batch(JsonObject request) {
    return new JsonObject(post(request, BodyHandlers.ofString()).body());
  }

  /** Posts a batch and waits for its answer. */
  public <T> HttpResponse<T> post(JsonObject request, BodyHandler<T> handler) {
    return send(batchRequest(request, Map.of()), handler);
  }

  /** Posts a batch and does not wait. */
  public CompletableFuture<HttpResponse<String>> postAsync(JsonObject request) {
    return sendAsync(batchRequest(request, Map.of()));
  }

  /** Sends a request and does not wait. */
  public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest request) {
    return HTTP.sendAsync(request, BodyHandlers.ofString());
  }

  /** A batch as a request, with more headers. */
  public HttpRequest batchRequest(JsonObject request, Map<String, String> headers) {
    var builder =
        HttpRequest.newBuilder(url.resolve("/v1/batches"))
            .timeout(Duration.ofSeconds(90))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(request.encode()));
    headers.forEach(builder::setHeader);
    return builder.build();
  }

  /** Any request at all; the path is taken as it is. */
  public HttpRequest request(String method, String path, Map<String, String> headers, byte[] body) {
    var builder =
        HttpRequest.newBuilder(url.resolve(path))
            .timeout(Duration.ofSeconds(30))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(builder::setHeader);
    return builder.build();
  }

  /** Sends a request and waits for its answer. */
  public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return HTTP.send(request, handler);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
