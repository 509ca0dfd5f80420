package dev.pokebatch.gateway;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.engine.DatabaseConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Opens the process's database when it is deployed, and closes it when it is undeployed. */
public final class DatabaseVerticle extends VerticleBase {

  private final DatabaseConfig config;
  private volatile Database database = Database.none("The database is not open yet.");

  /** Creates the verticle without opening the database. */
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

  /** Returns the database, after the verticle is deployed. Thread-safe. */
  public Database database() {
    return database;
  }
}
