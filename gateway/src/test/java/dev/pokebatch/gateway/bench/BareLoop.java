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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What somebody would write without us: a Web Client, so many requests at once, and, where fields
 * are wanted, a parsed document and a line with what is kept of it: the same five fields, or the
 * same members of a shape. Takes lines of {@code documents concurrency fields} and answers each
 * with {@code done}.
 */
public final class BareLoop {

  private final WebClient client;
  private final String upstream;
  private int next;
  private int left;
  private long bytes;
  private Function<JsonObject, Buffer> line = BareLoop::fields;

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
    line = fields.contains(":") ? BareLoop::shape : BareLoop::fields;
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
              bytes += whole ? body.length() : line.apply(body.toJsonObject()).length();
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

  private static Buffer fields(JsonObject document) {
    return head(document)
        .put("types", types(document))
        .put("stats", document.getJsonArray("stats"))
        .toBuffer();
  }

  private static Buffer shape(JsonObject document) {
    var row = head(document);
    var stats = document.getJsonArray("stats");
    for (var i = 0; i < stats.size(); i++) {
      var stat = stats.getJsonObject(i);
      row.put(stat.getJsonObject("stat").getString("name"), stat.getInteger("base_stat"));
    }
    return row.put("types", types(document)).put("german", german(document)).toBuffer();
  }

  private static JsonObject head(JsonObject document) {
    return new JsonObject()
        .put("id", document.getInteger("id"))
        .put("name", document.getString("name"));
  }

  private static JsonArray types(JsonObject document) {
    var types = new JsonArray();
    for (var i = 0; i < document.getJsonArray("types").size(); i++) {
      types.add(
          document.getJsonArray("types").getJsonObject(i).getJsonObject("type").getString("name"));
    }
    return types;
  }

  private static @Nullable String german(JsonObject document) {
    var names = document.getJsonArray("names", new JsonArray());
    for (var i = 0; i < names.size(); i++) {
      var name = names.getJsonObject(i);
      if (name.getJsonObject("language").getString("name").equals("de")) {
        return name.getString("name");
      }
    }
    return null;
  }
}
