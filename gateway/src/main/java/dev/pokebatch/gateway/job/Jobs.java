package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.store.Database;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.JobCursor;
import dev.pokebatch.gateway.store.job.JobState;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.LeaseTable;
import dev.pokebatch.gateway.store.job.PurgeTable;
import io.vertx.core.Future;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The operations of clients on queued, running and ended jobs; {@link JobQueue} queues them. Any
 * gateway that shares the store can carry them out. Each call fails with {@link ProblemException}:
 * {@code job-not-found} (also for a job of another owner) or {@code job-expired} if it names a job,
 * {@code store-unavailable} if the store cannot be used now. A call that fails has changed nothing,
 * unless the connection to the database broke during the commit: then its outcome is unknown.
 * Confined to one event loop.
 */
public final class Jobs {

  /** The owner of a lease that is taken only to end the job in the same transaction. */
  private static final String NOBODY = "";

  private final Database database;
  private final JobConfig config;
  private final JobEvents news;

  /** Publishes an event about each cancelled job. */
  public Jobs(Database database, JobConfig config, JobEvents news) {
    this.database = database;
    this.config = config;
    this.news = news;
  }

  /** Finds a job that the caller may use. */
  public Future<JobStatus> find(Caller caller, String id) {
    return database.read(tx -> JobLookup.find(tx, caller, id));
  }

  /**
   * Lists jobs that the caller may use and that have not expired, newest first.
   *
   * @param state selects the jobs in one state; null for all
   * @param limit maximum number of jobs
   */
  public Future<List<JobStatus>> list(
      Caller caller, @Nullable JobState state, JobCursor after, int limit) {
    var owner = caller.isAdmin() ? null : caller.owner();
    return database.read(
        tx -> {
          var now = tx.now();
          var found = new JobTable(tx).list(owner, state, after, now, limit);
          return found.stream().map(job -> new JobStatus(job, now)).toList();
        });
  }

  /** The outcome of a cancellation: the job, and whether it had ended before. */
  public record Cancellation(JobStatus status, boolean hadEnded) {}

  /**
   * Cancels a job; its results are kept. A job that no gateway runs ends at once, any other one
   * when its gateway receives the event.
   */
  public Future<Cancellation> cancel(Caller caller, String id) {
    return database
        .write(tx -> cancel(tx, JobLookup.lock(tx, caller, id)))
        .onSuccess(cancelled -> news.tell(cancelled.status().job()));
  }

  private Cancellation cancel(Transaction tx, JobStatus status) throws SQLException {
    var table = new JobTable(tx);
    var job = status.job();
    var now = status.now();
    if (job.state() == JobState.ENDED) {
      return new Cancellation(status, true);
    }
    if (job.isLeased(now)) {
      var requested = table.requestCancel(job.id()).orElseThrow(JobLookup::notFound);
      return new Cancellation(new JobStatus(requested, now), false);
    }
    var lease = new LeaseTable(tx).takeToEnd(job.id(), NOBODY, now).orElseThrow();
    JobTermination.cancelled(config).end(tx, lease);
    var ended = table.find(job.id()).orElseThrow(JobLookup::notFound);
    return new Cancellation(new JobStatus(ended, now), false);
  }

  /** Deletes a job that has ended; may also fail with {@code job-not-ended}. */
  public Future<?> delete(Caller caller, String id) {
    return database.write(
        tx -> {
          var now = JobLookup.find(tx, caller, id).now();
          return switch (new PurgeTable(tx).delete(id, now)) {
            case DELETED -> true;
            case NOT_ENDED -> throw notEnded();
            case NONE -> throw JobLookup.notFound();
          };
        });
  }

  private static ProblemException notEnded() {
    var words = "only a job that has ended can be deleted";
    return new ProblemException(Problem.of(ProblemType.JOB_NOT_ENDED, words));
  }
}
