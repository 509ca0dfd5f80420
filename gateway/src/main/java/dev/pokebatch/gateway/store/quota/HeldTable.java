package dev.pokebatch.gateway.store.quota;

import dev.pokebatch.gateway.store.Transaction;
import java.sql.SQLException;
import java.util.List;

/**
 * The table of what clients run now, at each gateway. A gateway renews its rows, because those of a
 * dead one must not count for ever. Times are milliseconds since the epoch.
 */
public final class HeldTable {

  private final Transaction transaction;
  private final String gateway;

  /**
   * @param gateway the gateway whose rows are written
   */
  public HeldTable(Transaction transaction, String gateway) {
    this.transaction = transaction;
    this.gateway = gateway;
  }

  /** Stores what these clients run at this gateway; deletes the rows of those that run nothing. */
  public void put(List<HeldPermits> held, long until) throws SQLException {
    for (var of : held) {
      if (of.batches() + of.streams() == 0) {
        transaction.update(
            "DELETE FROM quota_held WHERE gateway = ? AND client = ?", gateway, of.client());
      } else {
        transaction.update(
            "INSERT INTO quota_held (gateway, client, batches, streams, held_until)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (gateway, client) DO UPDATE SET batches ="
                + " excluded.batches, streams = excluded.streams, held_until = excluded.held_until",
            gateway,
            of.client(),
            of.batches(),
            of.streams(),
            until);
      }
    }
  }

  /** Returns what clients run at other gateways. */
  public List<HeldPermits> others(long now) throws SQLException {
    return transaction.query(
        "SELECT client, SUM(batches) AS batches, SUM(streams) AS streams FROM quota_held"
            + " WHERE gateway <> ? AND held_until > ? GROUP BY client",
        row ->
            new HeldPermits(
                row.getString("client"), row.getLong("batches"), row.getLong("streams")),
        gateway,
        now);
  }

  /** Deletes the rows of dead gateways. */
  public void purge(long now) throws SQLException {
    transaction.update("DELETE FROM quota_held WHERE held_until <= ?", now);
  }
}
