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
 * The table of jobs, as gateways that run jobs use it. Only the holder of a job's lease can write
 * to the job; a call under a lost lease writes nothing and returns so. Times are milliseconds since
 * the epoch.
 */
public final class LeaseTable {

  /** SQL condition: the row of the lease's job, if the lease is still valid. */
  private static final String IN_FORCE =
      " WHERE id = ? AND token = ? AND owner = ? AND state IN ('running', 'cancelling')";

  private final Transaction transaction;

  /** Uses the table inside this transaction. */
  public LeaseTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /**
   * Claims jobs that no gateway runs: first those whose lease has expired, then those that have not
   * begun. Clients take turns: the next job is the oldest one of the client whose last job began
   * the longest ago. Gateways that claim at the same time get different jobs.
   *
   * <p>A claim counts as an attempt, unless the job's last owner claims it: that owner lives.
   *
   * @param owner id of the claiming gateway
   * @param leaseMs duration of the lease in milliseconds
   * @param max maximum number of jobs
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
                + " started_at = COALESCE(started_at, ?), lease_until = ?, token = token + 1,"
                + " attempts = attempts + CASE WHEN owner = ? THEN 0 ELSE 1 END, owner = ?"
                + " WHERE id = ?"
                + " RETURNING client, request, traceparent, attempts, ? - started_at AS spent, "
                + JobRow.COLUMNS,
            row -> {
              var job = JobRow.read(row);
              return new ClaimedJob(
                  job,
                  row.getString("client"),
                  Buffer.buffer(row.getBytes("request")),
                  new Lease(id, owner, job.token(), until),
                  row.getInt("attempts"),
                  Math.max(0, row.getLong("spent")),
                  row.getString("traceparent"));
            },
            now,
            until,
            owner,
            owner,
            id,
            now)
        .orElseThrow();
  }

  /**
   * Takes the lease of one job in order to end the job without running it; the present holder loses
   * the lease. This does not count as an attempt, and sets no start time.
   *
   * @return the lease; empty if the job does not exist or has ended
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
   * Takes back the attempt of an owner that has lost its lease but did not crash. Releases the job
   * if nobody has claimed it since.
   */
  public void survived(Lease lost) throws SQLException {
    if (!release(lost)) {
      transaction.update(
          "UPDATE jobs SET attempts = attempts - 1"
              + " WHERE id = ? AND attempts > 0 AND (owner IS NULL OR owner <> ?)",
          lost.jobId(),
          lost.owner());
    }
  }

  /**
   * Renews a lease.
   *
   * @return the state of the job, running or cancelling; empty if the lease was lost
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
   * Appends results. A document that already has a result keeps it and is not counted again.
   *
   * @return false if the lease was lost; nothing is written then
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
   * Ends a job and sets its total to the number of its results. The caller has appended the last
   * results before, with {@link #append}.
   *
   * @param expiresAt when its results expire
   * @return false if the lease was lost; nothing is written then
   */
  public boolean end(Lease lease, EndReason reason, long now, long expiresAt) throws SQLException {
    return end(lease, reason, null, now, expiresAt);
  }

  /**
   * Ends a job and stores why it failed.
   *
   * @param problem problem details as JSON that the store does not interpret; null for none
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
   * Gives a job back so that another gateway can claim it at once. The attempt does not count.
   *
   * @return false if the lease was already lost
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
