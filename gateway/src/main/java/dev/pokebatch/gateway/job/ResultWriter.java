package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.answer.StoredItem;
import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.run.ResultSink;
import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.JobProgress;
import dev.pokebatch.gateway.store.job.ResolutionRow;
import dev.pokebatch.gateway.store.job.ResultRow;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the results of a job and groups them for the store: while one group is being written,
 * the next one is collected. Each result counts in the job's memory until it is stored. While too
 * many results wait, or memory is short, no more documents are fetched. The size of a group is
 * limited, even if many documents are cancelled at once. Confined to one event loop.
 */
final class ResultWriter implements ResultSink {

  private static final int MOST_ROWS = 1_000;
  private static final long MOST_BYTES = 2 << 20;

  private final Plan plan;
  private final StoredHistory history;
  private final UnmatchedSteps unmatched;
  private final BatchMemory memory;
  private final Runnable more;
  private final Consumer<Problem> fail;
  private final Deque<Result> results = new ArrayDeque<>();
  private List<ResolutionRow> resolutions = new ArrayList<>();

  /** Bytes of results that wait to be written. */
  private long waiting;

  /** Bytes of the group that is being written. */
  private long writing;

  private long total;
  private long room;
  private boolean full;
  private @Nullable Summary summary;

  /**
   * @param history the results of earlier runs
   * @param unmatched finds what matches nothing in the results
   * @param memory counts results until they are stored
   * @param room how many bytes of documents may still be written
   * @param more runs when there is something to write
   * @param fail receives the problem, which has been logged, if an internal failure ends the run
   */
  ResultWriter(
      Plan plan,
      StoredHistory history,
      UnmatchedSteps unmatched,
      BatchMemory memory,
      long room,
      Runnable more,
      Consumer<Problem> fail) {
    this.room = room;
    this.plan = plan;
    this.history = history;
    this.unmatched = unmatched;
    this.memory = memory;
    this.more = more;
    this.fail = fail;
    this.total = history.documents(plan);
  }

  @Override
  public boolean isFull(Leaf leaf, int item) {
    return results.size() >= MOST_ROWS
        || waiting >= MOST_BYTES
        || (waiting + writing > 0 && memory.isShort());
  }

  @Override
  public void resolved(Leaf leaf, DocumentList documents) {
    unmatched.resolved(leaf, documents);
    if (history.documents(leaf) == null) {
      total += documents.size() - leaf.counted();
      resolutions.add(new ResolutionRow(leaf.ordinal(), TargetsJson.write(documents)));
      more.run();
    }
  }

  @Override
  public void accept(Result result) {
    if (result.item() == Result.STEP) {
      total += 1 - result.leaf().counted();
    }
    results.add(result);
    waiting += result.memoryBytes();
    memory.hold(result.memoryBytes());
    more.run();
  }

  @Override
  public void end(Summary all) {
    summary = all;
    more.run();
  }

  @Override
  public void fail(Problem problem) {
    fail.accept(problem);
  }

  /** The summary of this run; null before its end. */
  @Nullable Summary summary() {
    return summary;
  }

  /** Whether nothing waits to be written. */
  boolean isEmpty() {
    return results.isEmpty() && resolutions.isEmpty();
  }

  /** Whether the next result has a document for which there is no room. */
  boolean isFull() {
    return full;
  }

  /**
   * Removes the next group of waiting results. Its memory counts until {@link #stored}.
   *
   * @param usage the cost of the job so far
   */
  JobProgress take(JobCost usage) {
    var rows = new ArrayList<ResultRow>();
    for (var left = MOST_BYTES; left > 0 && rows.size() < MOST_ROWS && !results.isEmpty(); ) {
      full = results.element().bodyBytes() > room;
      if (full) {
        break;
      }
      var result = results.remove();
      room -= result.bodyBytes();
      left -= result.memoryBytes();
      waiting -= result.memoryBytes();
      writing += result.memoryBytes();
      unmatched.add(result);
      rows.add(ResultRowMapper.row(StoredItem.of(result, plan.trace())));
    }
    var json = unmatched.stored().addTo(usage.toJson()).encode();
    var progress = new JobProgress(rows, resolutions, total, json);
    resolutions = new ArrayList<>();
    return progress;
  }

  /** The group that was taken last is stored. */
  void stored() {
    memory.release(writing);
    writing = 0;
  }
}
