package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.client.ClientId;
import io.github.bucket4j.TimeMeter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The accounts of all clients of a process. Thread-safe. */
public final class QuotaAccounts {

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
        : accounts.computeIfAbsent(client, same -> new QuotaAccount(clock)).use(limits);
  }

  /** Forgets the accounts of clients that have used nothing for so long that all is left. */
  void forgetIdle() {
    accounts.values().removeIf(QuotaAccount::isIdle);
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
