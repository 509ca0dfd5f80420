package dev.pokebatch.gateway.launch;

import dev.pokebatch.gateway.GatewayConfig;
import dev.pokebatch.gateway.GatewayVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;

/** Deploys a process's gateway verticles. */
public final class GatewayDeployment {

  private GatewayDeployment() {}

  /**
   * Deploys; the codecs must be known to the event bus.
   *
   * @return the port that they listen on
   */
  public static Future<Integer> deploy(Vertx vertx, GatewayConfig config) {
    var port = new AtomicInteger();
    var options = new DeploymentOptions().setInstances(config.instances());
    return vertx
        .deployVerticle(() -> new GatewayVerticle(config, port::set), options)
        .map(id -> port.get());
  }
}
