package dev.pokebatch.gateway.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What somebody would write without us: a Web Client, so many requests at once, and, where fields
 * are wanted, a parsed document and a line with what is kept of it. Takes lines of {@code documents
 * concurrency fields} and answers each with {@code done}.
 */
public final class BareLoop {

  private final WebClient client;
  private final String upstream;
  private int next;
  private int left;
  private long bytes;

  private BareLoop(WebClient client, String upstream) {
    this.client = client;
    this.upstream = upstream;
  }

  /** Takes the upstream's base URL. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException, TimeoutException {
    var vertx = Vertx.vertx();
    var options = new WebClientOptions();
    options.setDecompressionSupported(true);
    var pool = new PoolOptions().setHttp1MaxSize(256);
    var context = vertx.getOrCreateContext();
    var loop = new BareLoop(WebClient.create(vertx, options, pool), arguments[0]);
    System.out.println("bare loop ready");
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var words = line.split(" ", -1);
      Promise<Void> done = Promise.promise();
      context.runOnContext(
          go -> loop.run(Integer.parseInt(words[0]), Integer.parseInt(words[1]), words[2], done));
      done.future().await(60, TimeUnit.SECONDS);
      System.out.println("done");
    }
    System.exit(0);
  }

  private void run(int documents, int concurrency, String fields, Promise<Void> done) {
    next = 1;
    left = documents;
    bytes = 0;
    for (var i = 0; i < concurrency; i++) {
      fetch(documents, fields.equals("*"), done);
    }
  }

  private void fetch(int documents, boolean whole, Promise<Void> done) {
    if (next > documents) {
      return;
    }
    get(next++)
        .onSuccess(
            body -> {
              bytes += whole ? body.length() : line(body.toJsonObject()).length();
              if (--left == 0) {
                done.complete();
              } else {
                fetch(documents, whole, done);
              }
            })
        .onFailure(done::tryFail);
  }

  private Future<Buffer> get(int id) {
    return client
        .getAbs(upstream + "/pokemon/" + id + "/")
        .send()
        .map(answer -> answer.bodyAsBuffer());
  }

  private static Buffer line(JsonObject document) {
    var types = new JsonArray();
    for (var i = 0; i < document.getJsonArray("types").size(); i++) {
      types.add(
          document.getJsonArray("types").getJsonObject(i).getJsonObject("type").getString("name"));
    }
    return new JsonObject()
        .put("id", document.getInteger("id"))
        .put("name", document.getString("name"))
        .put("types", types)
        .put("stats", document.getJsonArray("stats"))
        .toBuffer();
  }
}
