package dev.pokebatch.gateway;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Keeps the process's database open for as long as it is deployed. */
public final class DatabaseVerticle extends VerticleBase {

  private final DatabaseConfig config;
  private volatile Database database = Database.none("it is not open yet");

  /** Opens it when it is deployed. */
  public DatabaseVerticle(DatabaseConfig config) {
    this.config = config;
  }

  @Override
  public Future<?> start() {
    return Database.open(vertx, config).onSuccess(open -> database = open);
  }

  @Override
  public Future<?> stop() {
    return database.close();
  }

  /** The database; may be called from anywhere, once this is deployed. */
  public Database database() {
    return database;
  }
}
