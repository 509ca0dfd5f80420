package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Jobs as their clients see them: queued, read, listed, called off. */
public final class JobTable {

  /** What a job's row takes besides its request. */
  private static final long ROW_BYTES = 512;

  private final Transaction transaction;

  /** The table, inside this transaction. */
  public JobTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Queues a job. */
  public JobRow insert(NewJob job) throws SQLException {
    var bytes = ROW_BYTES + job.request().length();
    transaction.count(StorageQuota.JOBS, bytes);
    return transaction
        .first(
            "INSERT INTO jobs (id, client, state, created_at, total, retry_of, request, stored_bytes)"
                + " VALUES (?, ?, 'queued', ?, ?, ?, ?, ?) RETURNING "
                + JobRow.COLUMNS,
            JobRow::read,
            job.id(),
            job.client(),
            job.createdAt(),
            job.total(),
            job.retryOf(),
            job.request(),
            bytes)
        .orElseThrow();
  }

  /**
   * The job; also where it has expired, as long as anything of it is left. None where it was
   * deleted.
   */
  public Optional<JobRow> find(String id) throws SQLException {
    return find(id, "");
  }

  /** The same; nobody else changes it until the transaction ends. */
  public Optional<JobRow> lock(String id) throws SQLException {
    return find(id, transaction.dialect().forUpdate);
  }

  private Optional<JobRow> find(String id, String lock) throws SQLException {
    return transaction.first(
        "SELECT " + JobRow.COLUMNS + " FROM jobs WHERE id = ? AND state <> 'deleted'" + lock,
        JobRow::read,
        id);
  }

  /** What the job is to do; empty where that was purged, none where there is no such job. */
  public Optional<Buffer> request(String id) throws SQLException {
    return transaction.first(
        "SELECT request FROM jobs WHERE id = ? AND state <> 'deleted'",
        row -> Buffer.buffer(row.getBytes("request")),
        id);
  }

  /**
   * Jobs that have not expired, newest first.
   *
   * @param state only those in it; null for all
   * @param after where to go on; {@link JobCursor#START} for the newest
   * @param now milliseconds since the epoch
   * @param limit at most so many
   */
  public List<JobRow> list(@Nullable JobState state, JobCursor after, long now, int limit)
      throws SQLException {
    var select =
        "SELECT "
            + JobRow.COLUMNS
            + " FROM jobs WHERE (created_at, id) < (?, ?)"
            + (state == null ? " AND state <> 'deleted'" : " AND state = '" + state.word() + "'")
            + " AND purged_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"
            + " ORDER BY created_at DESC, id DESC LIMIT ?";
    return transaction.query(select, JobRow::read, after.createdAt(), after.id(), now, limit);
  }

  /** How many jobs wait for somebody to run them. */
  public long queued() throws SQLException {
    return transaction
        .first("SELECT COUNT(*) AS number FROM jobs WHERE state = 'queued'", row -> row.getLong(1))
        .orElseThrow();
  }

  /**
   * Asks the owner of a job that runs to stop it. Any other job stays as it is.
   *
   * @return the job as it is then
   */
  public Optional<JobRow> requestCancel(String id) throws SQLException {
    transaction.update(
        "UPDATE jobs SET state = 'cancelling' WHERE id = ? AND state = 'running'", id);
    return find(id);
  }
}
