package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.Transaction;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** The table of idempotency keys, and of the job that each has created. */
public final class IdempotencyTable {

  private final Transaction transaction;

  /** Uses the table inside this transaction. */
  public IdempotencyTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** The result of inserting a job under a key. */
  public sealed interface Insertion {}

  /** The job was queued. */
  public record Created(JobRow job) implements Insertion {}

  /** The key has already created this job, from the same request. */
  public record Same(JobRow job) implements Insertion {}

  /** The key has already created a job, from another request. */
  public record OtherBody() implements Insertion {}

  /**
   * Inserts a job, unless its key has already created one. Of several concurrent transactions with
   * the same key, one inserts its job; the others wait for it and get that job.
   *
   * @param job the job; its {@code createdAt} is the current time
   * @param key identifies the request of a client among all requests of all clients
   * @param bodyHash hash of the request body
   * @param expiresAt when the key expires, in milliseconds since the epoch
   */
  public Insertion insert(NewJob job, String key, String bodyHash, long expiresAt)
      throws SQLException {
    if (insertKey(job, key, bodyHash, expiresAt)) {
      return new Created(new JobTable(transaction).insert(job));
    }
    var existing =
        transaction
            .first(
                "SELECT body_hash, job_id FROM idempotency WHERE key = ?",
                row -> Map.entry(row.getString("body_hash"), row.getString("job_id")),
                key)
            .orElseThrow();
    if (!existing.getKey().equals(bodyHash)) {
      return new OtherBody();
    }
    return new Same(new JobTable(transaction).find(existing.getValue()).orElseThrow());
  }

  /**
   * Returns the job that a key has created, from whichever request.
   *
   * @param now milliseconds since the epoch
   */
  public Optional<JobRow> find(String key, long now) throws SQLException {
    var id =
        transaction.first(
            "SELECT job_id FROM idempotency WHERE key = ? AND expires_at > ?",
            row -> row.getString("job_id"),
            key,
            now);
    return id.isEmpty() ? Optional.empty() : new JobTable(transaction).find(id.get());
  }

  /**
   * Inserts the key if it is new or has expired. Waits if another transaction is inserting the same
   * key.
   */
  private boolean insertKey(NewJob job, String key, String bodyHash, long expiresAt)
      throws SQLException {
    return transaction.update(
            "INSERT INTO idempotency (key, body_hash, job_id, expires_at) VALUES (?, ?, ?, ?)"
                + " ON CONFLICT (key) DO UPDATE SET body_hash = excluded.body_hash,"
                + " job_id = excluded.job_id, expires_at = excluded.expires_at"
                + " WHERE idempotency.expires_at <= ?",
            key,
            bodyHash,
            job.id(),
            expiresAt,
            job.createdAt())
        == 1;
  }
}
