package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.quota.HeldPermits;
import dev.pokebatch.gateway.store.quota.HeldTable;
import dev.pokebatch.gateway.store.quota.QuotaFull;
import dev.pokebatch.gateway.store.quota.QuotaTable;
import dev.pokebatch.gateway.store.quota.QuotaUse;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Shares the accounts of clients among the gateways of a database: tells the database what clients
 * have used here, and counts here what they have used elsewhere. Requests do not wait for it.
 * Between two calls a client may have its quotas once more at each other gateway; that becomes a
 * debt.
 */
final class QuotaSharing {

  /** How long the permits of a gateway count after its last exchange. */
  private static final Duration HELD = Duration.ofSeconds(10);

  private static final long MICROS = 1_000;

  private final QuotaAccounts accounts;
  private final Database database;
  private final String gateway = UUID.randomUUID().toString();

  QuotaSharing(QuotaAccounts accounts, Database database) {
    this.accounts = accounts;
    this.database = database;
  }

  /** The answer of the database; times are microseconds since the epoch. */
  private record Shared(long now, List<QuotaFull> full, List<HeldPermits> others) {}

  /**
   * Exchanges what has been used since the last call.
   *
   * @return fails if the database is unavailable; then the next call exchanges the use
   */
  Future<?> share() {
    var active = accounts.takeActive();
    if (active.isEmpty()) {
      return Future.succeededFuture();
    }
    var used = active.stream().flatMap(account -> account.takeUnshared().stream()).toList();
    var held = active.stream().map(QuotaAccount::held).toList();
    return database
        .write(tx -> exchange(tx, used, held))
        .onSuccess(shared -> apply(active, shared))
        .onFailure(failed -> used.forEach(accounts::giveBack));
  }

  private Shared exchange(Transaction tx, List<QuotaUse> used, List<HeldPermits> held)
      throws SQLException {
    var now = tx.now();
    var permits = new HeldTable(tx, gateway);
    permits.put(held, now + HELD.toMillis());
    var full = new QuotaTable(tx).add(used, now * MICROS);
    return new Shared(now * MICROS, full, permits.others(now));
  }

  private void apply(List<QuotaAccount> active, Shared shared) {
    shared.full.forEach(full -> accounts.settle(full, shared.now));
    active.forEach(account -> account.setOthers(shared.others));
  }

  /** Deletes the rows that no longer count. */
  Future<?> purge() {
    return database.write(
        tx -> {
          var now = tx.now();
          new QuotaTable(tx).purge(now * MICROS);
          new HeldTable(tx, gateway).purge(now);
          return true;
        });
  }
}
