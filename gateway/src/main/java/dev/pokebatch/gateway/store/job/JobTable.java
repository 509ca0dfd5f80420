package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table of jobs, as clients use it: inserts, reads, lists and cancels jobs. */
public final class JobTable {

  /** Approximate bytes of a job's row without its request. */
  private static final long ROW_BYTES = 512;

  private final Transaction transaction;

  /** Uses the table inside this transaction. */
  public JobTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** Inserts a job in state queued. */
  public JobRow insert(NewJob job) throws SQLException {
    var bytes = ROW_BYTES + job.request().length();
    transaction.count(StorageQuota.JOBS, bytes);
    return transaction
        .first(
            "INSERT INTO jobs (id, client, belongs_to, state, created_at, total, retry_of, request,"
                + " stored_bytes, traceparent)"
                + " VALUES (?, ?, ?, 'queued', ?, ?, ?, ?, ?, ?) RETURNING "
                + JobRow.COLUMNS,
            JobRow::read,
            job.id(),
            job.client(),
            job.belongsTo(),
            job.createdAt(),
            job.total(),
            job.retryOf(),
            job.request(),
            bytes,
            job.traceparent())
        .orElseThrow();
  }

  /**
   * Returns the job, even if it has expired, as long as its row exists; empty if it was deleted.
   */
  public Optional<JobRow> find(String id) throws SQLException {
    return find(id, "");
  }

  /** Returns the job and locks its row until the transaction ends. */
  public Optional<JobRow> lock(String id) throws SQLException {
    return find(id, transaction.dialect().forUpdate);
  }

  private Optional<JobRow> find(String id, String lock) throws SQLException {
    return transaction.first(
        "SELECT " + JobRow.COLUMNS + " FROM jobs WHERE id = ? AND state <> 'deleted'" + lock,
        JobRow::read,
        id);
  }

  /**
   * Returns the job's batch request, which is an empty buffer if it was purged; empty if there is
   * no such job.
   */
  public Optional<Buffer> request(String id) throws SQLException {
    return transaction.first(
        "SELECT request FROM jobs WHERE id = ? AND state <> 'deleted'",
        row -> Buffer.buffer(row.getBytes("request")),
        id);
  }

  /**
   * Returns jobs that have not expired, newest first.
   *
   * @param belongsTo only jobs that belong to it; null for all
   * @param state only jobs in this state; null for all
   * @param after where the page starts; {@link JobCursor#START} for the newest job
   * @param now milliseconds since the epoch
   * @param limit maximum number of jobs
   */
  public List<JobRow> list(
      @Nullable String belongsTo, @Nullable JobState state, JobCursor after, long now, int limit)
      throws SQLException {
    var select =
        "SELECT "
            + JobRow.COLUMNS
            + " FROM jobs WHERE (created_at, id) < (?, ?)"
            + (state == null ? " AND state <> 'deleted'" : " AND state = '" + state.word() + "'")
            + (belongsTo == null ? "" : " AND belongs_to = ?")
            + " AND purged_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"
            + " ORDER BY created_at DESC, id DESC LIMIT ?";
    return belongsTo == null
        ? transaction.query(select, JobRow::read, after.createdAt(), after.id(), now, limit)
        : transaction.query(
            select, JobRow::read, after.createdAt(), after.id(), belongsTo, now, limit);
  }

  /** Returns the stored bytes of all jobs of a client, those that were deleted apart. */
  public long bytesOf(String client) throws SQLException {
    return transaction
        .first(
            "SELECT COALESCE(SUM(stored_bytes), 0) AS bytes FROM jobs"
                + " WHERE client = ? AND state <> 'deleted'",
            row -> row.getLong("bytes"),
            client)
        .orElseThrow();
  }

  /** Returns the number of queued jobs. */
  public long queued() throws SQLException {
    return transaction
        .first("SELECT COUNT(*) AS number FROM jobs WHERE state = 'queued'", row -> row.getLong(1))
        .orElseThrow();
  }

  /** Returns the number of jobs in each state that any job is in. */
  public Map<JobState, Long> countByState() throws SQLException {
    var counts = new EnumMap<JobState, Long>(JobState.class);
    transaction.query(
        "SELECT state, COUNT(*) AS number FROM jobs WHERE state <> 'deleted' GROUP BY state",
        row -> counts.put(JobState.of(row.getString("state")), row.getLong("number")));
    return counts;
  }

  /**
   * Asks the owner of a running job to cancel it. A job in another state stays unchanged.
   *
   * @return the job after the change
   */
  public Optional<JobRow> requestCancel(String id) throws SQLException {
    transaction.update(
        "UPDATE jobs SET state = 'cancelling' WHERE id = ? AND state = 'running'", id);
    return find(id);
  }
}
