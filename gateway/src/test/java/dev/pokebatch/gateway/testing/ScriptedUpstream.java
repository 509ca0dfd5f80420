package dev.pokebatch.gateway.testing;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream that does what a scenario's script says for each document: {@code status}, {@code
 * headers}, {@code type}, {@code body} (JSON) or {@code text}, {@code afterMs} or, if {@code held},
 * when the test calls {@link #release}; or {@code never} to answer, {@code reset} the connection,
 * {@code stall} or {@code cut} off in the middle of the body; and {@code then} what it does the
 * next time. What the script does not name is a plain-text 404, as PokéAPI's is.
 */
public final class ScriptedUpstream implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final List<String> requests = new ArrayList<>();
  private final List<Runnable> held = new ArrayList<>();
  private final List<String> parents = new CopyOnWriteArrayList<>();
  private final String host;
  private final int port;
  private final AtomicInteger abandoned = new AtomicInteger();
  private boolean holds = true;
  private volatile JsonObject script = new JsonObject();

  /** Starts it on loopback, with an empty script. */
  public ScriptedUpstream() {
    this("127.0.0.1");
  }

  /** Starts it on that address of this machine, with an empty script. */
  public ScriptedUpstream(String host) {
    this.host = host;
    port =
        EmbeddedPair.await(vertx.createHttpServer().requestHandler(this::answer).listen(0, host))
            .actualPort();
  }

  /** Its base URL. */
  public String url() {
    return "http://" + host + ":" + port + "/api/v2";
  }

  /** What to do from now on; forgets what was asked before. */
  public void play(JsonObject next) {
    synchronized (requests) {
      requests.clear();
    }
    synchronized (held) {
      holds = true;
    }
    script = next;
  }

  /** Answers all requests that are held, and holds none until the next script. */
  public void release() {
    List<Runnable> released;
    synchronized (held) {
      holds = false;
      released = List.copyOf(held);
      held.clear();
    }
    released.forEach(Runnable::run);
  }

  /** Returns whether the answer has to wait for {@link #release}. */
  private boolean hold(Runnable answer) {
    synchronized (held) {
      return holds && held.add(answer);
    }
  }

  /** What was asked for, in the order in which it came. */
  public List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** The {@code traceparent} of each request that had one. */
  public List<String> parents() {
    return List.copyOf(parents);
  }

  /** How many requests their senders have cancelled before the answer. */
  public int abandoned() {
    return abandoned.get();
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
  }

  private void answer(HttpServerRequest request) {
    var response = request.response();
    response.closeHandler(
        closed -> {
          if (!response.ended()) {
            abandoned.incrementAndGet();
          }
        });
    var parent = request.getHeader("traceparent");
    if (parent != null) {
      parents.add(parent);
    }
    var path = request.path().replaceFirst("^/api/v2/", "").replaceFirst("/$", "");
    path += request.query() == null ? "" : "?" + request.query();
    synchronized (requests) {
      requests.add(path);
    }
    var act = script.getJsonObject(path);
    if (act == null) {
      act = new JsonObject().put("status", 404).put("type", "text/plain").put("text", "Not Found");
    }
    if (act.containsKey("then")) {
      script.put(path, act.getJsonObject("then"));
    }
    var does = act;
    var after = act.getLong("afterMs", 0L);
    if (act.getBoolean("held", false) && hold(() -> act(request, does))) {
      return;
    }
    if (after == 0) {
      act(request, does);
    } else {
      vertx.setTimer(after, id -> act(request, does));
    }
  }

  private static void act(HttpServerRequest request, JsonObject act) {
    var response = request.response();
    if (act.getBoolean("never", false)) {
      return;
    }
    if (act.getBoolean("reset", false)) {
      request.connection().close();
      return;
    }
    response.setStatusCode(act.getInteger("status", 200));
    response.putHeader("content-type", act.getString("type", "application/json; charset=utf-8"));
    act.getJsonObject("headers", new JsonObject())
        .forEach(header -> response.putHeader(header.getKey(), (String) header.getValue()));
    var body = body(act);
    if (act.getBoolean("stall", false) || act.getBoolean("cut", false)) {
      response.putHeader("content-length", String.valueOf(body.length()));
      response
          .write(body.slice(0, body.length() / 2))
          .onSuccess(
              written -> {
                if (act.getBoolean("cut", false)) {
                  request.connection().close();
                }
              });
    } else {
      response.end(body);
    }
  }

  private static Buffer body(JsonObject act) {
    return act.containsKey("text")
        ? Buffer.buffer(act.getString("text"))
        : act.getJsonObject("body", new JsonObject()).toBuffer();
  }
}
