package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/**
 * Deletes jobs in two phases: a job is first marked, which hides it at once; its rows are deleted
 * later, a few in each transaction, so that no transaction blocks others for long.
 */
public final class PurgeTable {

  /** The tables whose rows belong to a job, each with the rest of its primary key. */
  private static final List<String[]> PARTS =
      List.of(
          new String[] {"results", "seq"},
          new String[] {"carried", "(step, item)"},
          new String[] {"resolutions", "step"});

  private final Transaction transaction;

  /** Uses the tables inside this transaction. */
  public PurgeTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** The result of deleting a job. */
  public enum Deletion {
    /** The job is deleted, and its idempotency key can be used again. */
    DELETED,
    /** The job was not deleted because it has not ended. */
    NOT_ENDED,
    /** There is no such job, or only its tombstone. */
    NONE
  }

  /**
   * Deletes a job that has ended.
   *
   * @param now current time in milliseconds since the epoch
   */
  public Deletion delete(String id, long now) throws SQLException {
    var found =
        transaction.first(
            "SELECT state FROM jobs WHERE id = ? AND state <> 'deleted' AND purged_at IS NULL"
                + transaction.dialect().forUpdate,
            row -> JobState.of(row.getString("state")),
            id);
    if (found.isEmpty()) {
      return Deletion.NONE;
    }
    if (found.get() != JobState.ENDED) {
      return Deletion.NOT_ENDED;
    }
    transaction.update("UPDATE jobs SET state = 'deleted', due_at = ? WHERE id = ?", now, id);
    transaction.update("DELETE FROM idempotency WHERE job_id = ?", id);
    return Deletion.DELETED;
  }

  /**
   * Deletes some rows of expired and deleted jobs. An expired job leaves a tombstone, which
   * distinguishes it from a job that never existed.
   *
   * @param now milliseconds since the epoch
   * @param tombstoneMs milliseconds for which a tombstone stays
   * @param limit maximum number of rows to delete, at least 1
   * @return whether there may be more rows to delete now
   */
  public boolean purge(long now, long tombstoneMs, int limit) throws SQLException {
    var left =
        limit
            - transaction.update(
                "DELETE FROM idempotency WHERE key IN"
                    + " (SELECT key FROM idempotency WHERE expires_at <= ? LIMIT ?)",
                now,
                limit);
    while (left > 0) {
      var due =
          transaction.first(
              "SELECT id, state, purged_at, stored_bytes FROM jobs WHERE due_at <= ? ORDER BY due_at LIMIT 1"
                  + transaction.dialect().forUpdateSkipLocked,
              row ->
                  new Due(
                      row.getString("id"),
                      row.getString("state").equals("deleted") || row.getLong("purged_at") > 0,
                      row.getLong("stored_bytes")),
              now);
      if (due.isEmpty()) {
        return false;
      }
      left -= removeParts(due.get().id, left);
      if (left > 0) {
        finish(due.get(), now, tombstoneMs);
        left--;
      }
    }
    return true;
  }

  private record Due(String id, boolean leavesNothing, long storedBytes) {}

  /** Returns the number of deleted rows; equal to the limit if there may be more. */
  private int removeParts(String id, int limit) throws SQLException {
    var left = limit;
    for (var part : PARTS) {
      if (left > 0) {
        left -=
            transaction.update(
                String.format(
                    Locale.ROOT,
                    "DELETE FROM %1$s WHERE job_id = ? AND %2$s IN (SELECT %3$s FROM %1$s WHERE job_id = ? LIMIT ?)",
                    part[0],
                    part[1],
                    part[1].replaceAll("[()]", "")),
                id,
                id,
                left);
      }
    }
    return limit - left;
  }

  private void finish(Due due, long now, long tombstoneMs) throws SQLException {
    transaction.count(StorageQuota.JOBS, -due.storedBytes);
    if (due.leavesNothing) {
      transaction.update("DELETE FROM idempotency WHERE job_id = ?", due.id);
      transaction.update("DELETE FROM jobs WHERE id = ?", due.id);
    } else {
      transaction.update(
          "UPDATE jobs SET purged_at = ?, due_at = ?, request = ?, stored_bytes = 0 WHERE id = ?",
          now,
          now + tombstoneMs,
          Buffer.buffer(),
          due.id);
    }
  }
}
