package dev.pokebatch.gateway.testing;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A client that sends steps line by line and at the same time reads the answer line by line. It
 * discards the bodies of documents.
 */
public final class LineClient implements AutoCloseable {

  private static final long PATIENCE_S = 30;

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Optional<JsonObject>> lines = new LinkedBlockingQueue<>();
  private final URI url;
  private final HttpClient http;
  private final HttpClientRequest request;
  private final Promise<HttpClientResponse> response = Promise.promise();

  private LineClient(URI url, String query, HttpVersion version, Map<String, String> headers) {
    this.url = url;
    http =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setProtocolVersion(version)
                .setHttp2ClearTextUpgrade(false)
                .setDecompressionSupported(false));
    var path = "/v1/batches" + query;
    request =
        EmbeddedPair.await(
            http.request(HttpMethod.POST, url.getPort(), url.getHost(), path)
                .map(
                    made ->
                        made.setChunked(true).putHeader("Content-Type", "application/x-ndjson")));
    headers.forEach(request::putHeader);
    request
        .response()
        .onFailure(response::tryFail)
        .onSuccess(
            come -> {
              var parser = RecordParser.newDelimited("\n", line -> take(line.toJsonObject()));
              come.handler(parser)
                  .exceptionHandler(broken -> lines.add(Optional.empty()))
                  .endHandler(end -> lines.add(Optional.empty()));
              response.tryComplete(come);
            });
  }

  /** Opens a request over HTTP/1.1. */
  public static LineClient open(URI url, String query) {
    return open(url, query, HttpVersion.HTTP_1_1);
  }

  /** Opens a request. */
  public static LineClient open(URI url, String query, HttpVersion version) {
    return open(url, query, version, Map.of());
  }

  /** Opens a request with more headers. */
  public static LineClient open(
      URI url, String query, HttpVersion version, Map<String, String> headers) {
    return new LineClient(url, query, version, headers);
  }

  /** Sends steps, each on a line. */
  public Future<Void> send(String... steps) {
    return request.write(String.join("\n", steps) + "\n");
  }

  /** Sends the head, and nothing else yet. */
  public Future<Void> writeHead() {
    return request.writeHead();
  }

  /** Ends the body. */
  public LineClient end() {
    request.end();
    return this;
  }

  /** Whether so much has been sent and not taken that no more should be sent. */
  public boolean mustWait() {
    return request.writeQueueFull();
  }

  /** The request, for what else there is to do with it. */
  public HttpClientRequest request() {
    return request;
  }

  /** Posts a batch over the same connection, which is HTTP/2, and waits for the status. */
  public int post(JsonObject batch) {
    return EmbeddedPair.await(
        http.request(HttpMethod.POST, url.getPort(), url.getHost(), "/v1/batches")
            .map(made -> made.putHeader("Content-Type", "application/json"))
            .compose(made -> made.send(batch.toBuffer()))
            .map(HttpClientResponse::statusCode));
  }

  /** The status and the headers of the answer, when they have come. */
  public int status() {
    return EmbeddedPair.await(response.future()).statusCode();
  }

  /** The headers of the answer, when they have come. */
  public MultiMap headers() {
    return EmbeddedPair.await(response.future()).headers();
  }

  /** Waits for the next line, those on progress apart. */
  public JsonObject next() {
    return poll().orElseThrow(() -> new AssertionError("the answer has ended"));
  }

  /** All the lines up to the end of the answer, those on progress apart. */
  public List<JsonObject> rest() {
    var rest = new ArrayList<JsonObject>();
    for (var line = poll(); line.isPresent(); line = poll()) {
      rest.add(line.get());
    }
    return rest;
  }

  /** Reads no more of the answer, which has begun. */
  public void stopReading() {
    EmbeddedPair.await(response.future()).pause();
  }

  /** Reads on. */
  public void readOn() {
    EmbeddedPair.await(response.future()).resume();
  }

  /** Goes away without a word. */
  public void leave() {
    request.connection().close();
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }

  private Optional<JsonObject> poll() {
    try {
      var line = lines.poll(PATIENCE_S, TimeUnit.SECONDS);
      if (line == null) {
        throw new AssertionError("no line has come for " + PATIENCE_S + " s");
      }
      return line;
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private void take(JsonObject line) {
    if (line.containsKey("item")) {
      line.getJsonObject("item").remove("body");
    }
    if (!"progress".equals(line.getString("type"))) {
      lines.add(Optional.of(line));
    }
  }
}
