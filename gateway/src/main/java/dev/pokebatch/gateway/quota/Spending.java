package dev.pokebatch.gateway.quota;

import dev.pokebatch.gateway.problem.Problem;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What one request or one job spends of its client's quotas while it runs. Costs are known only
 * afterwards: what is in flight when a quota is used up still counts, as a debt. Confined to one
 * event loop.
 */
public final class Spending {

  /** Of a client without quotas. */
  public static final Spending UNLIMITED =
      new Spending(QuotaAccount.UNLIMITED, Set.of(), () -> 0, false);

  private final QuotaAccount account;

  private final Set<QuotaRate> rates;

  private final LongSupplier written;
  private final boolean waits;
  private long counted;

  private Spending(
      QuotaAccount account, Set<QuotaRate> rates, LongSupplier written, boolean waits) {
    this.account = account;
    this.rates = rates;
    this.written = written;
    this.waits = waits;
  }

  /**
   * A request, whose documents fail when a quota is used up.
   *
   * @param written returns the bytes of the response body that have been written
   */
  public static Spending ofRequest(QuotaAccount account, LongSupplier written) {
    var all = EnumSet.of(QuotaRate.DOCUMENTS, QuotaRate.WORK, QuotaRate.BYTES);
    return account.isUnlimited() ? UNLIMITED : new Spending(account, all, written, false);
  }

  /** A job, which waits when a quota is used up. */
  public static Spending ofJob(QuotaAccount account) {
    var spent = EnumSet.of(QuotaRate.DOCUMENTS, QuotaRate.WORK);
    return account.isUnlimited() ? UNLIMITED : new Spending(account, spent, () -> 0, true);
  }

  /** Returns whether documents wait when a quota is used up; otherwise they fail. */
  public boolean waits() {
    return waits;
  }

  /** Returns {@code quota-exceeded} if no more may be fetched now; null if it may. */
  public @Nullable Problem exhausted() {
    if (account.isUnlimited()) {
      return null;
    }
    countBytes();
    return account.exhausted(rates);
  }

  /**
   * Counts a reply of a fetcher.
   *
   * @param requests requests to the upstream that were made for it
   * @param isDocument whether it is a document
   * @param bytes length of the document
   */
  public void replied(long requests, boolean isDocument, long bytes) {
    if (!account.isUnlimited()) {
      account.spend(QuotaRate.DOCUMENTS, requests);
      account.spend(QuotaRate.WORK, isDocument ? WorkPrice.ofDocument(bytes) : 0);
    }
  }

  /** Counts nodes that references or shapes have visited. */
  public void visited(long nodes) {
    if (!account.isUnlimited()) {
      account.spend(QuotaRate.WORK, WorkPrice.ofNodes(nodes));
    }
  }

  /** Counts the bytes that have been written since the last call. */
  public void countBytes() {
    var now = written.getAsLong();
    account.spend(QuotaRate.BYTES, now - counted);
    counted = now;
  }
}
