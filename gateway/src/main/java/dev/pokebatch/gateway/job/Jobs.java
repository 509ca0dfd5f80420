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
import dev.pokebatch.gateway.store.job.JobCursor;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.LeaseTable;
import dev.pokebatch.gateway.store.job.NewJob;
import dev.pokebatch.gateway.store.job.PurgeTable;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations of clients on jobs. Any gateway that shares the store can carry them out. Each
 * call fails with {@link ProblemException}: {@code job-not-found} (also for a job of another owner)
 * or {@code job-expired} if it names a job, {@code store-unavailable} if the store cannot be used
 * now. A call that fails has changed nothing, unless the connection to the database broke during
 * the commit: then its outcome is unknown. Confined to one event loop.
 */
public final class Jobs {

  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  /** The owner of a lease that is taken only to end the job in the same transaction. */
  private static final String NOBODY = "";

  private static final long RETRY_AFTER_MS = 5_000;
  private static final long KEY_RETRY_AFTER_MS = 1_000;

  private final Database database;
  private final JobConfig config;
  private final JobEvents news;
  private final KeysInProgress keys;
  private final JobQuotas quotas;

  /** Publishes an event about each change. */
  public Jobs(
      Database database, JobConfig config, JobEvents news, KeysInProgress keys, JobQuotas quotas) {
    this.quotas = quotas;
    this.keys = keys;
    this.database = database;
    this.config = config;
    this.news = news;
  }

  /**
   * Queues a job.
   *
   * @return completes when the job is stored: with the new job, or with the earlier one of the same
   *     idempotency key. May also fail with {@code overloaded}, {@code quota-exceeded}, {@code
   *     insufficient-storage}, {@code idempotency-key-reused} or {@code
   *     idempotency-key-in-progress}
   */
  public Future<JobRow> submit(Submission submission) {
    return once(submission.key(), tx -> insert(tx, submission, UUID.randomUUID().toString(), null));
  }

  private Future<JobRow> once(@Nullable IdempotencyKey key, TransactionWork<JobRow> work) {
    if (key == null) {
      return database.write(work).onSuccess(this::announce);
    }
    if (!keys.enter(key)) {
      var busy = "a request with this Idempotency-Key is being processed";
      var problem = Problem.of(ProblemType.IDEMPOTENCY_KEY_IN_PROGRESS, busy);
      return Future.failedFuture(new ProblemException(problem.retryAfterMs(KEY_RETRY_AFTER_MS)));
    }
    return database.write(work).onComplete(done -> keys.leave(key)).onSuccess(this::announce);
  }

  private JobRow insert(Transaction tx, Submission submission, String id, @Nullable String retryOf)
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
            retryOf);
    var key = submission.key();
    if (key == null) {
      return admitted(tx, submission, new JobTable(tx).insert(job));
    }
    var inserted =
        new IdempotencyTable(tx)
            .insert(job, key.name(), key.content(), now + config.kept().toMillis());
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

  /** Finds a job that the caller may use. */
  public Future<JobRow> find(Caller caller, String id) {
    return database.read(tx -> present(tx, caller, id));
  }

  /** Finds a job of any owner that has not expired. */
  static JobRow present(Transaction tx, String id) throws SQLException {
    return unexpired(tx, new JobTable(tx).find(id));
  }

  /** Finds a job that the caller may use and that has not expired. */
  static JobRow present(Transaction tx, Caller caller, String id) throws SQLException {
    return present(tx, caller, isId(id) ? new JobTable(tx).find(id) : Optional.empty());
  }

  /** Finds such a job, and locks it until the transaction ends. */
  private static JobRow locked(Transaction tx, Caller caller, String id) throws SQLException {
    return present(tx, caller, isId(id) ? new JobTable(tx).lock(id) : Optional.empty());
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static JobRow present(Transaction tx, Caller caller, Optional<JobRow> found)
      throws SQLException {
    return unexpired(tx, found.filter(job -> caller.mayUse(job.belongsTo())));
  }

  private static JobRow unexpired(Transaction tx, Optional<JobRow> found) throws SQLException {
    var job = found.orElseThrow(Jobs::notFound);
    if (job.isExpired(tx.now())) {
      throw problem(ProblemType.JOB_EXPIRED, "the results of this job have expired");
    }
    return job;
  }

  /**
   * Lists jobs that the caller may use and that have not expired, newest first.
   *
   * @param state selects the jobs in one state; null for all
   * @param limit maximum number of jobs
   */
  public Future<List<JobRow>> list(
      Caller caller, @Nullable JobState state, JobCursor after, int limit) {
    var owner = caller.isAdmin() ? null : caller.owner();
    return database.read(tx -> new JobTable(tx).list(owner, state, after, tx.now(), limit));
  }

  /** The outcome of a cancellation: the job, and whether it had ended before. */
  public record Cancellation(JobRow job, boolean hadEnded) {}

  /**
   * Cancels a job; its results are kept. A job that no gateway runs ends at once, any other one
   * when its gateway receives the event.
   */
  public Future<Cancellation> cancel(Caller caller, String id) {
    return database
        .write(tx -> cancel(tx, locked(tx, caller, id)))
        .onSuccess(cancelled -> announce(cancelled.job()));
  }

  private Cancellation cancel(Transaction tx, JobRow job) throws SQLException {
    var table = new JobTable(tx);
    if (job.state() == JobState.ENDED) {
      return new Cancellation(job, true);
    }
    if (job.isLeased(tx.now())) {
      return new Cancellation(table.requestCancel(job.id()).orElseThrow(Jobs::notFound), false);
    }
    var lease = new LeaseTable(tx).takeToEnd(job.id(), NOBODY, tx.now()).orElseThrow();
    JobTermination.cancelled(config).end(tx, lease);
    return new Cancellation(table.find(job.id()).orElseThrow(Jobs::notFound), false);
  }

  /**
   * Queues a job that fetches what another one did not get.
   *
   * @param caller whose job the new one is
   * @param client the client that requests it
   * @return fails with {@code job-not-ended}, with {@code invalid-request} if every document of the
   *     other job succeeded, or as {@link #submit} does
   */
  public Future<JobRow> retry(
      Caller caller, ClientId client, String id, @Nullable IdempotencyKey key) {
    return once(key, tx -> insertRetry(tx, caller, client, id, key));
  }

  /** The job that a key has created, even if the job that it retries is gone. */
  private static Optional<JobRow> known(Transaction tx, IdempotencyKey key) throws SQLException {
    var now = tx.now();
    return new IdempotencyTable(tx).find(key.name(), now).filter(job -> !job.isExpired(now));
  }

  private JobRow insertRetry(
      Transaction tx, Caller caller, ClientId client, String id, @Nullable IdempotencyKey key)
      throws SQLException {
    var known = key == null ? Optional.<JobRow>empty() : known(tx, key);
    if (known.isPresent()) {
      return known.get();
    }
    var old = locked(tx, caller, id);
    if (old.state() != JobState.ENDED) {
      throw problem(ProblemType.JOB_NOT_ENDED, "this job is " + old.state().word());
    }
    if (JobStatus.of(old).isComplete()) {
      throw problem(ProblemType.INVALID_REQUEST, "every document of this job succeeded");
    }
    var left = old.counts().total() - old.counts().succeeded();
    var request = new JobTable(tx).request(id).orElseThrow(Jobs::notFound);
    var retry = UUID.randomUUID().toString();
    var job = insert(tx, new Submission(client, caller.owner(), request, left, key), retry, id);
    if (job.id().equals(retry)) {
      new ResumptionTable(tx).copyProgress(retry, id);
    }
    return job;
  }

  /** Deletes a job that has ended; may also fail with {@code job-not-ended}. */
  public Future<?> delete(Caller caller, String id) {
    return database.write(
        tx -> {
          present(tx, caller, id);
          return switch (new PurgeTable(tx).delete(id, tx.now())) {
            case DELETED -> true;
            case NOT_ENDED ->
                throw problem(
                    ProblemType.JOB_NOT_ENDED, "only a job that has ended can be deleted");
            case NONE -> throw notFound();
          };
        });
  }

  private void announce(JobRow job) {
    news.tell(
        switch (job.state()) {
          case QUEUED -> JobEvents.Kind.QUEUED;
          case CANCELLING -> JobEvents.Kind.CANCELLING;
          case RUNNING, ENDED -> JobEvents.Kind.PROGRESSED;
        },
        job.id());
  }

  private static ProblemException notFound() {
    return problem(ProblemType.JOB_NOT_FOUND, "there is no job with this id");
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(Problem.of(type, detail));
  }
}
