package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.store.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;

/** Shares the accounts of a process with other gateways, and forgets those that are not used. */
public final class QuotaVerticle extends VerticleBase {

  private static final long EVERY_MS = 1_000;
  private static final int PURGE_EVERY = 60;

  private final QuotaAccounts accounts;
  private final QuotaSharing sharing;
  private final boolean hasDatabase;
  private int rounds;

  /**
   * @param hasDatabase whether a database is configured; without one, the process is alone
   */
  public QuotaVerticle(QuotaAccounts accounts, Database database, boolean hasDatabase) {
    this.accounts = accounts;
    this.sharing = new QuotaSharing(accounts, database);
    this.hasDatabase = hasDatabase;
  }

  @Override
  public Future<?> start() {
    again();
    return Future.succeededFuture();
  }

  private void again() {
    vertx.setTimer(EVERY_MS, id -> round().onComplete(done -> again()));
  }

  /** An exchange that fails is repeated by the next one. */
  private Future<?> round() {
    accounts.forgetUnused(hasDatabase);
    if (!hasDatabase) {
      return Future.succeededFuture();
    }
    var purges = ++rounds % PURGE_EVERY == 0 && accounts.any();
    return sharing.share().compose(shared -> purges ? sharing.purge() : Future.succeededFuture());
  }

  @Override
  public Future<?> stop() {
    return hasDatabase ? sharing.share().otherwiseEmpty() : Future.succeededFuture();
  }
}
