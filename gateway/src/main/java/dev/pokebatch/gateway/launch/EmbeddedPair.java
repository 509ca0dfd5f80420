package dev.pokebatch.gateway.launch;

import dev.pokebatch.process.health.Health;
import dev.pokebatch.process.launch.Service;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * Gateway and fetchers in one process. At the shutdown the gateway stops first, because it sends
 * requests to the fetchers.
 *
 * @param gateway the gateway
 * @param fetchers the fetchers
 */
record EmbeddedPair(GatewayDeployment gateway, Service fetchers) implements Service {

  @Override
  public String description() {
    return gateway.description() + ", " + fetchers.description();
  }

  @Override
  public Health health() {
    return gateway.health();
  }

  @Override
  public Future<JsonObject> debug() {
    return gateway
        .debug()
        .compose(gateways -> fetchers.debug().map(fetching -> gateways.put("fetcher", fetching)));
  }

  @Override
  public Future<?> leave(Duration grace) {
    return gateway.leave(grace).eventually(() -> fetchers.leave(Duration.ZERO));
  }
}
