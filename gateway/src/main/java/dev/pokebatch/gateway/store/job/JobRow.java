package dev.pokebatch.gateway.store.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A job, but for its request and its results. Times are milliseconds since the epoch.
 *
 * @param id chosen by the caller
 * @param state how far it has come
 * @param endReason why it has ended; null until then
 * @param createdAt when it was accepted
 * @param startedAt when it was claimed for the first time; null until then
 * @param endedAt when it ended; null until then
 * @param expiresAt until when its results are kept; null until it has ended
 * @param purgedAt since when only this row is left of it; null until then
 * @param retryOf the job whose failed documents it gets; null for an ordinary one
 * @param counts of its documents
 * @param usage what else its summary says: JSON, opaque to the store
 * @param lastSeq the number of its last result, 0 where it has none
 * @param owner who runs it; null where nobody does
 * @param leaseUntil until when that is so, unless it is renewed; null until it was claimed
 * @param token how often it was claimed
 * @param documentBytes bytes of its documents, before compression
 * @param problem why it failed: JSON, opaque to the store; null where it did not, or nobody said
 */
public record JobRow(
    String id,
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
      "id, state, end_reason, created_at, started_at, ended_at, expires_at, purged_at, retry_of,"
          + " total, succeeded, failed, skipped, cancelled, usage, last_seq, owner, lease_until,"
          + " token, document_bytes, problem";

  /** Whether its results are gone, or are to be told no more. */
  public boolean isExpired(long now) {
    return purgedAt != null || (expiresAt != null && expiresAt <= now);
  }

  /** Whether somebody runs it: has its lease, which has not run out. */
  public boolean isLeased(long now) {
    return owner != null && leaseUntil != null && leaseUntil > now;
  }

  /** Where a list goes on after it. */
  public JobCursor cursor() {
    return new JobCursor(createdAt, id);
  }

  static JobRow read(ResultSet row) throws SQLException {
    var endReason = row.getString("end_reason");
    return new JobRow(
        row.getString("id"),
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
