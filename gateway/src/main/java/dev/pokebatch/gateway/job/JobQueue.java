package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.client.ClientId;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.StorageQuota;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.TransactionWork;
import dev.pokebatch.gateway.store.job.IdempotencyTable;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.NewJob;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Queues jobs: new ones, and retries of jobs that have ended. Calls fail as those of {@link Jobs},
 * and also with {@code overloaded}, {@code quota-exceeded}, {@code insufficient-storage}, {@code
 * idempotency-key-reused} or {@code idempotency-key-in-progress}. Confined to one event loop.
 */
public final class JobQueue {

  private static final long RETRY_AFTER_MS = 5_000;
  private static final long KEY_RETRY_AFTER_MS = 1_000;

  private final Database database;
  private final JobConfig config;
  private final JobEvents news;
  private final KeysInProgress keys;
  private final JobQuotas quotas;

  /** Publishes an event about each queued job. */
  public JobQueue(
      Database database, JobConfig config, JobEvents news, KeysInProgress keys, JobQuotas quotas) {
    this.database = database;
    this.config = config;
    this.news = news;
    this.keys = keys;
    this.quotas = quotas;
  }

  /**
   * Queues a new job.
   *
   * @return completes when the job is stored: with the new job, or with the earlier one of the same
   *     idempotency key
   */
  public Future<JobStatus> submit(Submission submission) {
    return once(submission.key(), tx -> insert(tx, submission, UUID.randomUUID().toString(), null));
  }

  /**
   * Queues a job that fetches the documents that another one did not get.
   *
   * @param caller whose job the new one is
   * @param client the client that requests it
   * @param traceparent the span of its request; null if it is not recorded
   * @return also fails with {@code job-not-ended}, or with {@code invalid-request} if every
   *     document of the other job succeeded
   */
  public Future<JobStatus> retry(
      Caller caller,
      ClientId client,
      String id,
      @Nullable IdempotencyKey key,
      @Nullable String traceparent) {
    return once(key, tx -> insertRetry(tx, caller, client, id, key, traceparent));
  }

  private Future<JobStatus> once(@Nullable IdempotencyKey key, TransactionWork<JobStatus> work) {
    if (key == null) {
      return database.write(work).onSuccess(status -> news.tell(status.job()));
    }
    if (!keys.enter(key)) {
      var busy = "a request with this Idempotency-Key is being processed";
      var problem = Problem.of(ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS, busy);
      return Future.failedFuture(new ProblemException(problem.retryAfterMs(KEY_RETRY_AFTER_MS)));
    }
    return database
        .write(work)
        .onComplete(done -> keys.leave(key))
        .onSuccess(status -> news.tell(status.job()));
  }

  private JobStatus insert(
      Transaction tx, Submission submission, String id, @Nullable String retryOf)
      throws SQLException {
    var now = tx.now();
    var job =
        new NewJob(
            id,
            submission.client().name(),
            submission.owner(),
            submission.request(),
            now,
            submission.documents(),
            retryOf,
            submission.traceparent());
    return new JobStatus(insert(tx, submission, job), now);
  }

  private JobRow insert(Transaction tx, Submission submission, NewJob job) throws SQLException {
    var key = submission.key();
    if (key == null) {
      return admitted(tx, submission, new JobTable(tx).insert(job));
    }
    var keyExpiresAt = job.createdAt() + config.kept().toMillis();
    var inserted = new IdempotencyTable(tx).insert(job, key.name(), key.content(), keyExpiresAt);
    if (inserted instanceof IdempotencyTable.Created created) {
      return admitted(tx, submission, created.job());
    }
    if (inserted instanceof IdempotencyTable.Same same) {
      return same.job();
    }
    throw problem(
        ProblemType.IDEMPOTENCY_KEY_REUSED, "this Idempotency-Key belongs to another request");
  }

  /** Returns the job, unless too many jobs are queued or its client has stored too much. */
  private JobRow admitted(Transaction tx, Submission submission, JobRow job) throws SQLException {
    if (new JobTable(tx).queued() > config.queued()) {
      var full = Problem.of(ProblemType.OVERLOADED, "the queue of jobs is full");
      throw new ProblemException(full.retryAfterMs(RETRY_AFTER_MS));
    }
    quotas.checkBytes(tx, submission.client().name(), submission.owner());
    tx.limit(StorageQuota.JOBS, config.allBytes());
    return job;
  }

  private JobStatus insertRetry(
      Transaction tx,
      Caller caller,
      ClientId client,
      String id,
      @Nullable IdempotencyKey key,
      @Nullable String traceparent)
      throws SQLException {
    var known = key == null ? Optional.<JobStatus>empty() : known(tx, key);
    if (known.isPresent()) {
      return known.get();
    }
    var old = JobLookup.lock(tx, caller, id);
    if (old.job().state() != JobState.ENDED) {
      throw problem(ProblemType.JOB_NOT_ENDED, "this job is " + old.job().state().word());
    }
    if (old.isComplete()) {
      throw problem(ProblemType.INVALID_REQUEST, "every document of this job succeeded");
    }
    var counts = old.job().counts();
    var left = counts.total() - counts.succeeded();
    var request = new JobTable(tx).request(id).orElseThrow(JobLookup::notFound);
    var retry = UUID.randomUUID().toString();
    var submission = new Submission(client, caller.owner(), request, left, key, traceparent);
    var inserted = insert(tx, submission, retry, id);
    if (inserted.job().id().equals(retry)) {
      new ResumptionTable(tx).copyProgress(retry, id, usage(old.job()));
    }
    return inserted;
  }

  /** What a retry has of the costs of the job: none, but the names that matched nothing in it. */
  private static String usage(JobRow retried) {
    return UnmatchedNames.of(retried).ofRetry().addTo(new JsonObject()).encode();
  }

  /** The job that a key has created, even if the job that it retries has been deleted. */
  private static Optional<JobStatus> known(Transaction tx, IdempotencyKey key) throws SQLException {
    var now = tx.now();
    return new IdempotencyTable(tx)
        .find(key.name(), now)
        .filter(job -> !job.isExpired(now))
        .map(job -> new JobStatus(job, now));
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(Problem.of(type, detail));
  }
}
