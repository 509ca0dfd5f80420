package dev.pokebatch.gateway.job;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.answer.StoredItem;
import dev.pokebatch.gateway.batch.BatchReader;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.plan.Selection;
import dev.pokebatch.gateway.problem.CancelledBy;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.Outcome;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.Timing;
import dev.pokebatch.gateway.store.Transaction;
import dev.pokebatch.gateway.store.job.EndReason;
import dev.pokebatch.gateway.store.job.JobProgress;
import dev.pokebatch.gateway.store.job.JobRow;
import dev.pokebatch.gateway.store.job.JobTable;
import dev.pokebatch.gateway.store.job.Lease;
import dev.pokebatch.gateway.store.job.LeaseTable;
import dev.pokebatch.gateway.store.job.ResultRow;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a job without running it to its end. Every document without a result gets the same outcome,
 * and so does every step whose documents are unknown, so that the results add up to the total. Used
 * within one transaction; blocks.
 */
final class JobTermination {

  private static final Logger LOG = LoggerFactory.getLogger(JobTermination.class);

  /** How many results one statement writes. */
  private static final int GROUP = 1_000;

  private final JobConfig config;
  private final EndReason reason;
  private final Outcome rest;
  private final @Nullable Problem why;

  private JobTermination(JobConfig config, EndReason reason, Outcome rest, @Nullable Problem why) {
    this.why = why;
    this.config = config;
    this.reason = reason;
    this.rest = rest;
  }

  /** For a job that its client has cancelled. */
  static JobTermination cancelled(JobConfig config) {
    var rest = new Outcome.Cancelled(CancelledBy.CLIENT, Effort.UNTRIED);
    return new JobTermination(config, EndReason.CANCELLED, rest, null);
  }

  /**
   * For a job that cannot be run.
   *
   * @param why the problem of each document without a result
   */
  static JobTermination failed(JobConfig config, Problem why) {
    var rest = new Outcome.Refused(why, Effort.UNTRIED);
    return new JobTermination(config, EndReason.FAILED, rest, why);
  }

  /** Why the job ends. */
  EndReason reason() {
    return reason;
  }

  /**
   * Ends a job.
   *
   * @return false if the lease was lost; then nothing is written
   */
  boolean end(Transaction tx, Lease lease) throws SQLException {
    var leases = new LeaseTable(tx);
    var job = new JobTable(tx).find(lease.jobId()).orElseThrow();
    var unsettled = unsettled(tx, lease.jobId());
    for (var from = 0; from < unsettled.size(); from += GROUP) {
      var group = unsettled.subList(from, Math.min(unsettled.size(), from + GROUP));
      if (!leases.append(lease, progress(job, group))) {
        return false;
      }
    }
    return endAsItIs(tx, lease);
  }

  /**
   * Ends a job for whose remaining results the store has no room. Documents without a result no
   * longer count in the job's total.
   *
   * @return false if the lease was lost; then nothing is written
   */
  boolean endAsItIs(Transaction tx, Lease lease) throws SQLException {
    var now = tx.now();
    var problem = why == null ? null : why.toJson().encode();
    var expiresAt = now + config.kept().toMillis();
    return new LeaseTable(tx).end(lease, reason, problem, now, expiresAt);
  }

  private JobProgress progress(JobRow job, List<Unsettled> group) {
    var rows = new ArrayList<ResultRow>(group.size());
    for (var document : group) {
      var times = new Timing(Double.NaN, Double.NaN, 0, "");
      var result = new Result(document.leaf, document.item, document.target(), rest, times);
      rows.add(ResultRowMapper.row(StoredItem.of(result, document.trace)));
    }
    return new JobProgress(rows, List.of(), job.counts().total(), job.usage());
  }

  /** A document without a result, or a step whose documents are unknown. */
  private record Unsettled(Leaf leaf, int item, DocumentList documents, boolean trace) {
    private String target() {
      return item == Result.STEP ? "" : documents.at(item);
    }
  }

  private List<Unsettled> unsettled(Transaction tx, String jobId) throws SQLException {
    var history = StoredHistory.read(new ResumptionTable(tx), jobId);
    var request = new JobTable(tx).request(jobId).orElseThrow();
    try {
      var reader = new BatchReader(config.limits().ofAccepted());
      return unsettled(Plan.of(reader.read(request), config.limits()), history);
    } catch (RuntimeException | StackOverflowError unreadable) {
      LOG.warn("The request of job {} cannot be read: its documents get no results", jobId);
      return List.of();
    }
  }

  private static List<Unsettled> unsettled(Plan plan, StoredHistory history) {
    var found = new ArrayList<Unsettled>();
    for (var leaf : plan.root().leaves()) {
      var documents =
          leaf.selection() instanceof Selection.Fixed fixed
              ? fixed.documents()
              : history.documents(leaf);
      var last = documents == null ? Result.STEP : documents.size() - 1;
      var known = documents == null ? new DocumentList.Resolved(List.of()) : documents;
      for (var item = documents == null ? Result.STEP : 0; item <= last; item++) {
        if (history.outcome(leaf, item) == null) {
          found.add(new Unsettled(leaf, item, known, plan.trace()));
        }
      }
    }
    return found;
  }
}
