package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.store.Transaction;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Which job an idempotency key has made. */
public final class IdempotencyTable {

  private final Transaction transaction;

  /** The table, inside this transaction. */
  public IdempotencyTable(Transaction transaction) {
    this.transaction = transaction;
  }

  /** What came of queueing a job under a key. */
  public sealed interface Insertion {}

  /** The job was queued. */
  public record Created(JobRow job) implements Insertion {}

  /** The key has made this job before, of the same request. */
  public record Same(JobRow job) implements Insertion {}

  /** The key has made a job before, of another request. */
  public record OtherBody() implements Insertion {}

  /**
   * Queues a job, unless its key has made one before. Of several that try at once, one queues its
   * job; the others wait for that and are told of it.
   *
   * @param job its {@code createdAt} is now
   * @param key whatever tells one request of one client from any other
   * @param bodyHash the same for the same request
   * @param expiresAt until when the key is remembered, in milliseconds since the epoch
   */
  public Insertion insert(NewJob job, String key, String bodyHash, long expiresAt)
      throws SQLException {
    if (take(job, key, bodyHash, expiresAt)) {
      return new Created(new JobTable(transaction).insert(job));
    }
    var known =
        transaction
            .first(
                "SELECT body_hash, job_id FROM idempotency WHERE key = ?",
                row -> Map.entry(row.getString("body_hash"), row.getString("job_id")),
                key)
            .orElseThrow();
    if (!known.getKey().equals(bodyHash)) {
      return new OtherBody();
    }
    return new Same(new JobTable(transaction).find(known.getValue()).orElseThrow());
  }

  /**
   * The job that a key has made, of whatever request.
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

  /** Takes a key that is new, or that has expired. Waits where another transaction is at it. */
  private boolean take(NewJob job, String key, String bodyHash, long expiresAt)
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
