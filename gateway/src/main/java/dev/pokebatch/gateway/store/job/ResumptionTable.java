package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import io.vertx.core.buffer.Buffer;
import java.sql.SQLException;
import java.util.List;

/**
 * What a gateway needs to continue a job that another one has started: the documents that already
 * have a result, and the documents that its steps were resolved to.
 */
public final class ResumptionTable {

  private final Transaction transaction;

  /** Uses the tables inside this transaction. */
  public ResumptionTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** A document that has a result, and its outcome. */
  public record RecordedOutcome(long step, int item, OutcomeKind outcome) {

    /** Returns the cursor of the page after this document. */
    public DocumentCursor cursor() {
      return new DocumentCursor(step, item);
    }
  }

  /** Returns a page of the outcomes of a job's results in request order. */
  public List<RecordedOutcome> recordedOutcomes(String jobId, DocumentCursor after, int limit)
      throws SQLException {
    return transaction.query(
        "SELECT step, item, outcome FROM results WHERE job_id = ? AND (step, item) > (?, ?)"
            + " ORDER BY step, item LIMIT ?",
        row ->
            new RecordedOutcome(
                row.getLong("step"), row.getInt("item"), OutcomeKind.of(row.getString("outcome"))),
        jobId,
        after.step(),
        after.item(),
        limit);
  }

  /**
   * Returns a page of the documents that the retried job has already fetched, in request order.
   * Each document is represented by the cursor after it.
   */
  public List<DocumentCursor> fetchedByRetriedJob(String jobId, DocumentCursor after, int limit)
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

  /** Returns the steps of which the retried job has already fetched documents. */
  public List<Long> fetchedInPartBefore(String jobId) throws SQLException {
    return transaction.query(
        "SELECT DISTINCT step FROM carried WHERE job_id = ?", row -> row.getLong("step"), jobId);
  }

  /** Returns a page of the resolutions of steps after {@code afterStep}. */
  public List<ResolutionRow> resolutions(String jobId, long afterStep, int limit)
      throws SQLException {
    return transaction.query(
        "SELECT step, targets FROM resolutions WHERE job_id = ? AND step > ? ORDER BY step LIMIT ?",
        row -> new ResolutionRow(row.getLong("step"), Buffer.buffer(row.getBytes("targets"))),
        jobId,
        afterStep,
        limit);
  }

  /** Returns the steps that were resolved to no documents. */
  public List<Long> resolvedToNothing(String jobId) throws SQLException {
    return transaction.query(
        "SELECT step FROM resolutions WHERE job_id = ? AND length(targets) = 2",
        row -> row.getLong("step"),
        jobId);
  }

  /**
   * Copies the progress of a job to its retry, so that the retry neither resolves steps again nor
   * fetches documents that the old job, or a job that it retried itself, has fetched.
   *
   * @param usage the usage that the retry starts with, as JSON that the store does not interpret
   */
  public void copyProgress(String newJob, String oldJob, String usage) throws SQLException {
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
    transaction.update("UPDATE jobs SET usage = ? WHERE id = ?", usage, newJob);
    count(newJob, usage.length());
  }

  private void count(String job, long usageBytes) throws SQLException {
    var bytes =
        usageBytes
            + transaction
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
