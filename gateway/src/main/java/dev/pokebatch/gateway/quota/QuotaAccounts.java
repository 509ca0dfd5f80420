package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.store.quota.QuotaFull;
import dev.pokebatch.gateway.store.quota.QuotaUse;
import io.github.bucket4j.TimeMeter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The accounts of all clients of a process. Thread-safe. */
public final class QuotaAccounts {

  private static final int MOST = 100_000;

  private final QuotaLimits usual;
  private final TimeMeter clock;
  private final Map<ClientId, QuotaAccount> accounts = new ConcurrentHashMap<>();

  /**
   * @param usual the quotas of every client, unless its API key sets others
   * @param nanoTime as {@link System#nanoTime}
   */
  public QuotaAccounts(QuotaLimits usual, LongSupplier nanoTime) {
    this.usual = usual;
    this.clock = new NanoClock(nanoTime);
  }

  /**
   * Returns the account of a client.
   *
   * @param ofKey the quotas of its API key
   */
  public QuotaAccount of(ClientId client, QuotaLimits ofKey) {
    var limits = usual.with(ofKey);
    return limits.isUnlimited()
        ? QuotaAccount.UNLIMITED
        : accounts
            .computeIfAbsent(client, same -> new QuotaAccount(client.name(), clock))
            .use(limits);
  }

  /** Returns whether there are accounts. */
  boolean any() {
    return !accounts.isEmpty();
  }

  /**
   * Forgets accounts that need not be kept. If there are very many, others are forgotten too, so
   * that clients with many addresses cannot exhaust the memory.
   *
   * @param isShared whether a database remembers what was used
   */
  void forgetUnused(boolean isShared) {
    accounts.values().removeIf(account -> account.isForgettable(isShared));
    var tooMany = accounts.size() - MOST;
    if (tooMany > 0) {
      accounts.keySet().stream().limit(tooMany).toList().forEach(accounts::remove);
    }
  }

  /** Returns the accounts that have to exchange something with other gateways. */
  List<QuotaAccount> takeActive() {
    return accounts.values().stream().filter(QuotaAccount::takeActive).toList();
  }

  /** Counts a use as unshared again, because the database could not be told of it. */
  void giveBack(QuotaUse use) {
    var meter = meter(use.client(), use.quota());
    if (meter != null) {
      meter.giveBack(use);
    }
  }

  /**
   * Counts what a client has used at other gateways.
   *
   * @param now microseconds since the epoch
   */
  void settle(QuotaFull full, long now) {
    var meter = meter(full.client(), full.quota());
    if (meter != null) {
      meter.settle(full.fullAt() - now);
    }
  }

  private @Nullable Meter meter(String client, String rate) {
    var account = accounts.get(new ClientId(client));
    return account == null ? null : account.meter(rate);
  }

  private record NanoClock(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
