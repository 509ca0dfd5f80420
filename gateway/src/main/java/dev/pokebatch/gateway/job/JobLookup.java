package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.access.Caller;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import dev.pokebatch.gateway.problem.ProblemType;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobTable;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds a job within a transaction. Throws {@link ProblemException} {@code job-not-found} if there
 * is none or the caller may not use it, {@code job-expired} if its results have expired.
 */
final class JobLookup {

  private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

  private JobLookup() {}

  /** Finds a job of any owner. */
  static JobStatus find(Transaction tx, String id) throws SQLException {
    return unexpired(tx, new JobTable(tx).find(id));
  }

  /** Finds a job that the caller may use. */
  static JobStatus find(Transaction tx, Caller caller, String id) throws SQLException {
    return usable(tx, caller, isId(id) ? new JobTable(tx).find(id) : Optional.empty());
  }

  /** Finds a job that the caller may use, and locks it until the transaction ends. */
  static JobStatus lock(Transaction tx, Caller caller, String id) throws SQLException {
    return usable(tx, caller, isId(id) ? new JobTable(tx).lock(id) : Optional.empty());
  }

  static ProblemException notFound() {
    return problem(ProblemType.JOB_NOT_FOUND, "there is no job with this id");
  }

  private static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  private static JobStatus usable(Transaction tx, Caller caller, Optional<JobRow> found)
      throws SQLException {
    return unexpired(tx, found.filter(job -> caller.mayUse(job.belongsTo())));
  }

  private static JobStatus unexpired(Transaction tx, Optional<JobRow> found) throws SQLException {
    var status = new JobStatus(found.orElseThrow(JobLookup::notFound), tx.now());
    if (status.job().isExpired(status.now())) {
      throw problem(ProblemType.JOB_EXPIRED, "the results of this job have expired");
    }
    return status;
  }

  private static ProblemException problem(ProblemType type, String detail) {
    return new ProblemException(Problem.of(type, detail));
  }
}
