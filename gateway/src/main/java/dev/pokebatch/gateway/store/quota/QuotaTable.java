package dev.pokebatch.gateway.store.quota;

import dev.pokebatch.gateway.store.Transaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of what clients have used of their quotas at all gateways. */
public final class QuotaTable {

  /** Rows of one statement. */
  private static final int ROWS = 100;

  private final Transaction transaction;

  /** Uses the table inside this transaction. */
  public QuotaTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Adds uses: each puts off the time when all of its quota is available again. If that time is
   * before the use began, it counts from when the use began.
   *
   * @param used at most one for each quota of a client
   * @param now microseconds since the epoch
   * @return the same quotas, with the use at all gateways
   */
  public List<QuotaFull> add(List<QuotaUse> used, long now) throws SQLException {
    var sorted = new ArrayList<>(used); // so that transactions lock rows in the same order
    sorted.sort(Comparator.comparing(QuotaUse::client).thenComparing(QuotaUse::quota));
    var full = new ArrayList<QuotaFull>();
    for (var from = 0; from < sorted.size(); from += ROWS) {
      full.addAll(addAll(sorted.subList(from, Math.min(from + ROWS, sorted.size())), now));
    }
    return full;
  }

  private List<QuotaFull> addAll(List<QuotaUse> used, long now) throws SQLException {
    var values = new ArrayList<@Nullable Object>();
    for (var use : used) {
      Collections.addAll(
          values, use.client(), use.quota(), now - use.since() + use.cost(), use.cost());
    }
    return transaction.query(
        "INSERT INTO quota_use (client, quota, full_at, added) VALUES "
            + String.join(", ", Collections.nCopies(used.size(), "(?, ?, ?, ?)"))
            + " ON CONFLICT (client, quota) DO UPDATE SET added = excluded.added, full_at ="
            + " CASE WHEN quota_use.full_at > excluded.full_at - excluded.added"
            + " THEN quota_use.full_at + excluded.added ELSE excluded.full_at END"
            + " RETURNING client, quota, full_at",
        row ->
            new QuotaFull(row.getString("client"), row.getString("quota"), row.getLong("full_at")),
        values.toArray());
  }

  /** Deletes the rows of quotas that are all available. */
  public void purge(long now) throws SQLException {
    transaction.update("DELETE FROM quota_use WHERE full_at <= ?", now);
  }
}
