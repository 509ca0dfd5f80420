package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.store.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Keeps the API keys of a process up to date. */
public final class ApiKeyVerticle extends VerticleBase {

  private static final long EVERY_MS = 1_000;

  private final AccessConfig config;
  private final KeyRing keys;
  private final Database database;
  private final boolean hasDatabase;

  /**
   * Updates these keys while it is deployed.
   *
   * @param hasDatabase whether a database is configured
   */
  public ApiKeyVerticle(AccessConfig config, KeyRing keys, Database database, boolean hasDatabase) {
    this.config = config;
    this.keys = keys;
    this.database = database;
    this.hasDatabase = hasDatabase;
  }

  @Override
  public Future<?> start() {
    if (config.file() != null) {
      new KeyFileReloader(vertx, config.file(), keys).start();
    }
    return hasDatabase
        ? refresh(new ApiKeyService(database, keys, config.maxKeys()))
        : Future.succeededFuture();
  }

  /** Reads the keys now, and then again and again; a failed read leaves them as they are. */
  private Future<?> refresh(ApiKeyService service) {
    return service
        .refresh()
        .otherwiseEmpty()
        .onComplete(done -> vertx.setTimer(EVERY_MS, id -> refresh(service)));
  }
}
