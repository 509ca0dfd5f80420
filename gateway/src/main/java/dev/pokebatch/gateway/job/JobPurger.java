package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.job.PurgeTable;
import io.vertx.core.Vertx;

/**
 * Removes expired and deleted jobs periodically: a few rows at a time, with pauses in which others
 * can use the database. Returns the free space to the file system in the same way. Confined to one
 * event loop.
 */
public final class JobPurger {

  private static final long LOOK_EVERY_MS = 10_000;
  private static final long PAUSE_MS = 20;
  private static final int ROWS = 500;

  private final Vertx vertx;
  private final Database database;
  private final JobConfig config;

  /** Removes nothing before {@link #start}. */
  public JobPurger(Vertx vertx, Database database, JobConfig config) {
    this.vertx = vertx;
    this.database = database;
    this.config = config;
  }

  /** Starts; stops when the verticle that calls this is undeployed. */
  public void start() {
    purge();
  }

  private void purge() {
    var tombstoneMs = config.remembered().toMillis();
    database
        .write(tx -> new PurgeTable(tx).purge(tx.now(), tombstoneMs, ROWS))
        .compose(more -> database.shrink().map(shrinks -> more || shrinks))
        .otherwise(false) // the store is unavailable: the next round tries again
        .onSuccess(more -> vertx.setTimer(more ? PAUSE_MS : LOOK_EVERY_MS, id -> purge()));
  }
}
