package dev.pokebatch.process.launch;

import dev.pokebatch.process.cluster.ClusterNode;
import dev.pokebatch.process.offload.Offload;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;

/**
 * Answers {@code /debug}: what is going on in the service, the members of the cluster as this one
 * sees them, and all threads with their stacks. Nothing of it is secret.
 */
final class DebugHandler implements Handler<HttpServerRequest> {

  private static final long WARN_AFTER_MS = 10_000;

  private final ClusterNode node;
  private final Service service;
  private final Offload workers;

  DebugHandler(ClusterNode node, Service service) {
    this.node = node;
    this.service = service;
    this.workers = new Offload(node.vertx(), "debug", 1, WARN_AFTER_MS);
  }

  @Override
  public void handle(HttpServerRequest request) {
    var response = request.response();
    report()
        .onSuccess(
            report ->
                response
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                    .end(report.encodePrettily() + "\n"))
        .onFailure(failed -> response.setStatusCode(500).end());
  }

  private Future<JsonObject> report() {
    return service
        .debug()
        .compose(
            report ->
                workers.run(
                    () ->
                        new JsonObject()
                            .put("member", node.name())
                            .put("members", new JsonArray(node.members().get()))
                            .mergeIn(report)
                            .put("threads", threads())));
  }

  private static JsonArray threads() {
    var threads = new JsonArray();
    Thread.getAllStackTraces().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.comparing(Thread::getName)))
        .map(entry -> thread(entry.getKey(), entry.getValue()))
        .forEach(threads::add);
    return threads;
  }

  private static JsonObject thread(Thread thread, StackTraceElement[] stack) {
    return new JsonObject()
        .put("name", thread.getName())
        .put("state", thread.getState().name())
        .put("stack", new JsonArray(Arrays.stream(stack).map(Object::toString).toList()));
  }
}
