package dev.pokebatch.gateway.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * A gateway process that another process may kill and start again, at the same address and with the
 * same data. Its upstream answers a few requests, and the others once the gateway was killed.
 */
public final class RestartableGateway implements AutoCloseable {

  private final Vertx vertx = Vertx.vertx();
  private final GatedUpstream upstream = new GatedUpstream();
  private final Map<String, String> settings;
  private final HttpServer control;
  private volatile GatewayProcess process;

  /**
   * Starts it with these settings on top of the defaults.
   *
   * @param answered how many requests the upstream answers before the gateway is killed
   */
  public RestartableGateway(Map<String, String> given, int answered) {
    settings = new HashMap<>(given);
    settings.put("HTTP_PORT", String.valueOf(Ports.next()));
    settings.put("POKEAPI_URL", upstream.url());
    upstream.letThrough(answered);
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

  private void handle(HttpServerRequest request) {
    Future<?> done =
        vertx.executeBlocking(
            () -> {
              if (request.path().equals("/kill")) {
                process.close();
                upstream.open();
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
