package dev.pokebatch.gateway.access;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Keeps the API keys of a process up to date. */
public final class ApiKeyVerticle extends VerticleBase {

  private final AccessConfig config;
  private final KeyRing keys;

  /** Updates these keys while it is deployed. */
  public ApiKeyVerticle(AccessConfig config, KeyRing keys) {
    this.config = config;
    this.keys = keys;
  }

  @Override
  public Future<?> start() {
    if (config.file() != null) {
      new KeyFileReloader(vertx, config.file(), keys).start();
    }
    return Future.succeededFuture();
  }
}
