package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.List;

/**
 * What is known of a job that somebody has run before: which documents it need not get again, and
 * what its steps have come to stand for.
 */
public final class ResumptionTable {

  private final Transaction transaction;

  /** The tables, inside this transaction. */
  public ResumptionTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** A document whose result is recorded, and how it ended. */
  public record RecordedOutcome(long step, int item, ResultOutcome outcome) {

    /** Where the next page begins. */
    public DocumentCursor cursor() {
      return new DocumentCursor(step, item);
    }
  }

  /** Which results the job has, in request order: a page of at most so many. */
  public List<RecordedOutcome> recordedOutcomes(String jobId, DocumentCursor after, int limit)
      throws SQLException {
    return transaction.query(
        "SELECT step, item, outcome FROM results WHERE job_id = ? AND (step, item) > (?, ?)"
            + " ORDER BY step, item LIMIT ?",
        row ->
            new RecordedOutcome(
                row.getLong("step"),
                row.getInt("item"),
                ResultOutcome.of(row.getString("outcome"))),
        jobId,
        after.step(),
        after.item(),
        limit);
  }

  /**
   * Which documents an earlier job has got, in request order: a page of at most so many. Each is
   * told by the cursor after it.
   */
  public List<DocumentCursor> carried(String jobId, DocumentCursor after, int limit)
      throws SQLException {
    return transaction.query(
        "SELECT step, item FROM carried WHERE job_id = ? AND (step, item) > (?, ?)"
            + " ORDER BY step, item LIMIT ?",
        row -> new DocumentCursor(row.getLong("step"), row.getInt("item")),
        jobId,
        after.step(),
        after.item(),
        limit);
  }

  /** What steps have come to stand for: a page of at most so many steps, after that one. */
  public List<ResolutionRow> resolutions(String jobId, long afterStep, int limit)
      throws SQLException {
    return transaction.query(
        "SELECT step, targets FROM resolutions WHERE job_id = ? AND step > ? ORDER BY step LIMIT ?",
        row -> new ResolutionRow(row.getLong("step"), Buffer.buffer(row.getBytes("targets"))),
        jobId,
        afterStep,
        limit);
  }

  /** The steps that have come to stand for nothing: those whose targets are the empty array. */
  public List<Long> resolvedToNothing(String jobId) throws SQLException {
    return transaction.query(
        "SELECT step FROM resolutions WHERE job_id = ? AND length(targets) = 2",
        row -> row.getLong("step"),
        jobId);
  }

  /**
   * Spares a job what an earlier one of the same request has done: the new one knows what its steps
   * stand for, and need not get what the old one has got, or had been spared itself.
   */
  public void carry(String newJob, String oldJob) throws SQLException {
    transaction.update(
        "INSERT INTO resolutions (job_id, step, targets)"
            + " SELECT ?, step, targets FROM resolutions WHERE job_id = ?",
        newJob,
        oldJob);
    transaction.update(
        "INSERT INTO carried (job_id, step, item)"
            + " SELECT ?, step, item FROM"
            + " (SELECT step, item FROM results WHERE job_id = ? AND outcome = 'succeeded'"
            + " UNION SELECT step, item FROM carried WHERE job_id = ?) AS had",
        newJob,
        oldJob,
        oldJob);
    count(newJob);
  }

  private void count(String job) throws SQLException {
    var bytes =
        transaction
            .first(
                "SELECT COALESCE(SUM(length(targets) + 128), 0)"
                    + " + (SELECT COUNT(*) * 128 FROM carried WHERE job_id = ?) AS bytes"
                    + " FROM resolutions WHERE job_id = ?",
                row -> row.getLong("bytes"),
                job,
                job)
            .orElseThrow();
    transaction.count(StorageQuota.JOBS, bytes);
    transaction.update("UPDATE jobs SET stored_bytes = stored_bytes + ? WHERE id = ?", bytes, job);
  }
}
