package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Jobs as those who run them see them. Whoever has a job's lease writes to it; whoever has lost it
 * writes nothing, and is told so. Times are milliseconds since the epoch.
 */
public final class LeaseTable {

  /** The one row that a lease is for, as long as it is in force. */
  private static final String IN_FORCE =
      " WHERE id = ? AND token = ? AND owner = ? AND state IN ('running', 'cancelling')";

  private final Transaction transaction;

  /** The table, inside this transaction. */
  public LeaseTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Takes jobs that nobody runs: first those whose owner has let its lease run out, then those that
   * nobody has begun. Clients take turns: the next job is the oldest one of the client whose last
   * job began the longest ago. Of several who claim at once, each gets others.
   *
   * @param owner who claims
   * @param leaseMs for how many milliseconds
   * @param max at most so many jobs
   */
  public List<ClaimedJob> claim(String owner, long now, long leaseMs, int max) throws SQLException {
    var claimed = new ArrayList<ClaimedJob>(max);
    for (var id = next(now); id.isPresent(); id = next(now)) {
      claimed.add(take(id.get(), owner, now, now + leaseMs));
      if (claimed.size() == max) {
        return claimed;
      }
    }
    if (isAnyExpired(now)) {
      transaction.endStalledTransactions(); // of an owner that stands still and has locked its job
    }
    return claimed;
  }

  private Optional<String> next(long now) throws SQLException {
    return transaction.first(
        "SELECT id FROM jobs WHERE state IN ('queued', 'running', 'cancelling')"
            + " AND (state = 'queued' OR lease_until <= ?)"
            + " ORDER BY CASE state WHEN 'queued' THEN 1 ELSE 0 END,"
            + " COALESCE((SELECT MAX(begun.started_at) FROM jobs AS begun"
            + " WHERE begun.client = jobs.client), 0), created_at, id LIMIT 1"
            + transaction.dialect().forUpdateSkipLocked,
        row -> row.getString("id"),
        now);
  }

  private boolean isAnyExpired(long now) throws SQLException {
    return transaction
        .first(
            "SELECT id FROM jobs WHERE state IN ('running', 'cancelling') AND lease_until <= ?"
                + " LIMIT 1",
            row -> row.getString("id"),
            now)
        .isPresent();
  }

  private ClaimedJob take(String id, String owner, long now, long until) throws SQLException {
    return transaction
        .first(
            "UPDATE jobs SET state = CASE state WHEN 'queued' THEN 'running' ELSE state END,"
                + " started_at = COALESCE(started_at, ?), owner = ?, lease_until = ?,"
                + " token = token + 1, attempts = attempts + 1 WHERE id = ?"
                + " RETURNING request, attempts, ? - started_at AS spent, "
                + JobRow.COLUMNS,
            row -> {
              var job = JobRow.read(row);
              return new ClaimedJob(
                  job,
                  Buffer.buffer(row.getBytes("request")),
                  new Lease(id, owner, job.token(), until),
                  row.getInt("attempts"),
                  Math.max(0, row.getLong("spent")));
            },
            now,
            owner,
            until,
            id,
            now)
        .orElseThrow();
  }

  /**
   * Takes one job in order to end it, not to run it: whoever has its lease loses it. That is no
   * attempt, and a job that nobody has begun is not begun by it.
   *
   * @return with which to write to it; none where there is no such job, or it has ended
   */
  public Optional<Lease> takeToEnd(String id, String owner, long now) throws SQLException {
    return transaction.first(
        "UPDATE jobs SET state = 'cancelling', owner = ?, lease_until = ?, token = token + 1"
            + " WHERE id = ? AND state IN ('queued', 'running', 'cancelling') RETURNING token",
        row -> new Lease(id, owner, row.getLong("token"), now),
        owner,
        now,
        id);
  }

  /**
   * An owner has lost a job's lease and lives: its attempt was not one that ended a gateway.
   *
   * @param jobId the job, whoever has it by now
   */
  public void survived(String jobId) throws SQLException {
    transaction.update(
        "UPDATE jobs SET attempts = attempts - 1 WHERE id = ? AND attempts > 0", jobId);
  }

  /**
   * Makes a lease last longer.
   *
   * @return whether the job runs or is to stop; none where the lease was lost
   */
  public Optional<JobState> renew(Lease lease, long until) throws SQLException {
    return transaction.first(
        "UPDATE jobs SET lease_until = ?" + IN_FORCE + " RETURNING state",
        row -> JobState.of(row.getString("state")),
        until,
        lease.jobId(),
        lease.token(),
        lease.owner());
  }

  /**
   * Writes what the owner has got. A document that has a result already keeps that one and is not
   * counted again.
   *
   * @return false, and nothing is written, where the lease was lost
   */
  public boolean append(Lease lease, JobProgress progress) throws SQLException {
    var locked = lock(lease);
    if (locked.isEmpty()) {
      return false;
    }
    var lastSeq = locked.get().lastSeq();
    var results = new ResultTable(transaction);
    var added = results.insert(lease.jobId(), lastSeq, progress.results());
    var storedBytes =
        added.storedBytes() + results.insertResolutions(lease.jobId(), progress.resolutions());
    transaction.count(StorageQuota.JOBS, storedBytes);
    var counts = locked.get().counts().plus(added.counts());
    transaction.update(
        "UPDATE jobs SET last_seq = ?, total = ?, succeeded = ?, failed = ?, skipped = ?,"
            + " cancelled = ?, usage = ?, document_bytes = document_bytes + ?,"
            + " stored_bytes = stored_bytes + ? WHERE id = ?",
        lastSeq + progress.results().size(),
        progress.total(),
        counts.succeeded(),
        counts.failed(),
        counts.skipped(),
        counts.cancelled(),
        progress.usage(),
        added.documentBytes(),
        storedBytes,
        lease.jobId());
    return true;
  }

  private Optional<JobRow> lock(Lease lease) throws SQLException {
    return transaction.first(
        "SELECT " + JobRow.COLUMNS + " FROM jobs" + IN_FORCE + transaction.dialect().forUpdate,
        JobRow::read,
        lease.jobId(),
        lease.token(),
        lease.owner());
  }

  /**
   * Ends a job. Its last results go before, with {@link #append}; its total is then the number of
   * its results.
   *
   * @param expiresAt until when its results are kept
   * @return false, and nothing is written, where the lease was lost
   */
  public boolean end(Lease lease, EndReason reason, long now, long expiresAt) throws SQLException {
    return end(lease, reason, null, now, expiresAt);
  }

  /**
   * The same, saying why it failed.
   *
   * @param problem JSON, opaque to the store; null for none
   */
  public boolean end(
      Lease lease, EndReason reason, @Nullable String problem, long now, long expiresAt)
      throws SQLException {
    return transaction.update(
            "UPDATE jobs SET state = 'ended', end_reason = ?, problem = ?, ended_at = ?, expires_at"
                + " = ?, due_at = ?, owner = NULL, lease_until = NULL, total = succeeded + failed +"
                + " skipped + cancelled"
                + IN_FORCE,
            reason.word(),
            problem,
            now,
            expiresAt,
            expiresAt,
            lease.jobId(),
            lease.token(),
            lease.owner())
        == 1;
  }

  /**
   * Gives a job back, so that another may claim it at once. The attempt does not count.
   *
   * @return false where the lease was lost already
   */
  public boolean release(Lease lease) throws SQLException {
    return transaction.update(
            "UPDATE jobs SET owner = NULL, lease_until = 0, attempts = attempts - 1" + IN_FORCE,
            lease.jobId(),
            lease.token(),
            lease.owner())
        == 1;
  }
}
