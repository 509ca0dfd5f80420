package dev.pokebatch.gateway.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A gateway process that another process may kill and start again, at the same address and with the
 * same data. Its upstream has a few Pokémon at once, and more once the gateway was killed.
 */
public final class RestartableGateway implements AutoCloseable {

  private static final int POKEMON = 12;

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedUpstream upstream = new ScriptedUpstream();
  private final Map<String, String> settings;
  private final HttpServer control;
  private volatile GatewayProcess process;

  /**
   * Starts it with these settings on top of the defaults.
   *
   * @param answered up to which Pokémon the upstream answers before the gateway is killed, however
   *     often it is asked for them
   */
  public RestartableGateway(Map<String, String> given, int answered) {
    settings = new HashMap<>(given);
    settings.put("HTTP_PORT", String.valueOf(Ports.next()));
    settings.put("POKEAPI_URL", upstream.url());
    upstream.play(script(answered));
    process = GatewayProcess.start(settings);
    control =
        EmbeddedPair.await(
            vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  /** Its address. */
  public URI url() {
    return process.url();
  }

  /** A POST to {@code kill} and then one to {@code start} below this address does so. */
  public URI controlUrl() {
    return URI.create("http://127.0.0.1:" + control.actualPort() + "/");
  }

  private static JsonObject script(int answered) {
    var script = new JsonObject();
    for (var id = 1; id <= POKEMON; id++) {
      script.put(
          "pokemon/" + id,
          new JsonObject()
              .put("held", id > answered)
              .put("headers", new JsonObject().put("cache-control", "no-store"))
              .put("body", new JsonObject().put("id", id)));
    }
    return script;
  }

  private void handle(HttpServerRequest request) {
    Future<?> done =
        vertx.executeBlocking(
            () -> {
              if (request.path().equals("/kill")) {
                process.close();
                upstream.release();
              } else {
                process = GatewayProcess.start(settings);
              }
              return request;
            });
    done.onSuccess(ended -> request.response().end())
        .onFailure(failed -> request.response().setStatusCode(500).end(String.valueOf(failed)));
  }

  @Override
  public void close() {
    EmbeddedPair.await(vertx.close());
    process.close();
    upstream.close();
  }
}
