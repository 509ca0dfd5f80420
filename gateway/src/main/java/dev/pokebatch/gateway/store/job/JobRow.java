package dev.pokebatch.gateway.store.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A job's row, without its request and its results. Times are milliseconds since the epoch.
 *
 * @param id chosen by the caller
 * @param belongsTo whose job it is: who may use it
 * @param state its state
 * @param endReason why it ended; null until then
 * @param createdAt when the job was accepted
 * @param startedAt when it was claimed for the first time; null until then
 * @param endedAt when it ended; null until then
 * @param expiresAt when its results expire; null until it has ended
 * @param purgedAt when everything but this row was deleted; null until then
 * @param retryOf id of the job whose failed documents it requests again; null if it is not a retry
 * @param counts counts of its documents by outcome
 * @param usage the rest of its summary, as JSON that the store does not interpret
 * @param lastSeq sequence number of its last result; 0 without results
 * @param owner id of the gateway that runs it; null if none does
 * @param leaseUntil when the owner's lease expires; null until the first claim
 * @param token fencing token: number of claims so far
 * @param documentBytes bytes of its documents before compression
 * @param problem why it failed, as JSON that the store does not interpret; null if it did not fail
 */
public record JobRow(
    String id,
    String belongsTo,
    JobState state,
    @Nullable EndReason endReason,
    long createdAt,
    @Nullable Long startedAt,
    @Nullable Long endedAt,
    @Nullable Long expiresAt,
    @Nullable Long purgedAt,
    @Nullable String retryOf,
    DocumentCounts counts,
    String usage,
    long lastSeq,
    @Nullable String owner,
    @Nullable Long leaseUntil,
    long token,
    long documentBytes,
    @Nullable String problem) {

  static final String COLUMNS =
      "id, belongs_to, state, end_reason, created_at, started_at, ended_at, expires_at, purged_at, retry_of,"
          + " total, succeeded, failed, skipped, cancelled, usage, last_seq, owner, lease_until,"
          + " token, document_bytes, problem";

  /** Returns whether its results were deleted or have expired. */
  public boolean isExpired(long now) {
    return purgedAt != null || (expiresAt != null && expiresAt <= now);
  }

  /** Returns whether a gateway holds its lease. */
  public boolean isLeased(long now) {
    return owner != null && leaseUntil != null && leaseUntil > now;
  }

  /** Returns the cursor of the page after this job. */
  public JobCursor cursor() {
    return new JobCursor(createdAt, id);
  }

  static JobRow read(ResultSet row) throws SQLException {
    var endReason = row.getString("end_reason");
    return new JobRow(
        row.getString("id"),
        row.getString("belongs_to"),
        JobState.of(row.getString("state")),
        endReason == null ? null : EndReason.of(endReason),
        row.getLong("created_at"),
        time(row, "started_at"),
        time(row, "ended_at"),
        time(row, "expires_at"),
        time(row, "purged_at"),
        row.getString("retry_of"),
        counts(row),
        row.getString("usage"),
        row.getLong("last_seq"),
        row.getString("owner"),
        time(row, "lease_until"),
        row.getLong("token"),
        row.getLong("document_bytes"),
        row.getString("problem"));
  }

  static DocumentCounts counts(ResultSet row) throws SQLException {
    return new DocumentCounts(
        row.getLong("total"),
        row.getLong("succeeded"),
        row.getLong("failed"),
        row.getLong("skipped"),
        row.getLong("cancelled"));
  }

  private static @Nullable Long time(ResultSet row, String column) throws SQLException {
    var value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
