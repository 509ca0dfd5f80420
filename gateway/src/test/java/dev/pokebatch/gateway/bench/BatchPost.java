package dev.pokebatch.gateway.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** The client of the pair: posts one batch and reads its lines as bytes, to the summary. */
final class BatchPost {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final String COMPLETE = "\"complete\":true}\n";

  private BatchPost() {}

  static void run(String url, Workload workload) {
    if (!isComplete(url, workload)) {
      throw new IllegalStateException("the batch is not complete");
    }
  }

  /** Posts one batch; returns whether it brought every document. */
  static boolean isComplete(String url, Workload workload) {
    var request =
        request(url, batch(workload))
            .header("Accept", "application/x-ndjson")
            .header("Accept-Encoding", workload.gzip() ? "gzip" : "identity")
            .build();
    var buffer = new byte[1 << 17];
    var tail = new byte[COMPLETE.length()];
    try (var sent = HTTP.send(request, BodyHandlers.ofInputStream()).body();
        var body = workload.gzip() ? new GZIPInputStream(sent) : sent) {
      for (var count = body.read(buffer); count >= 0; count = body.read(buffer)) {
        keepTail(tail, buffer, count);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    return new String(tail, StandardCharsets.UTF_8).equals(COMPLETE);
  }

  /** What the pair makes of the documents, in their order. */
  static JsonArray rows(String url, Workload workload) {
    var bare = batch(workload).put("envelope", "none");
    try {
      var request = request(url, bare).header("Accept", "application/json").build();
      return new JsonArray(HTTP.send(request, BodyHandlers.ofString()).body());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static JsonObject batch(Workload workload) {
    return new JsonObject()
        .put("requests", new JsonArray().add("pokemon/1.." + workload.documents()))
        .put("concurrency", workload.concurrency())
        .put("deadlineMs", 60_000)
        .put("fields", workload.fields());
  }

  private static HttpRequest.Builder request(String url, JsonObject batch) {
    return HttpRequest.newBuilder(URI.create(url))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(batch.encode()));
  }

  private static void keepTail(byte[] tail, byte[] read, int count) {
    var taken = Math.min(count, tail.length);
    System.arraycopy(tail, taken, tail, 0, tail.length - taken);
    System.arraycopy(read, count - taken, tail, tail.length - taken, taken);
  }
}
