package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import dev.pokebatch.gateway.plan.Plan;
import dev.pokebatch.gateway.run.PriorRun;
import dev.pokebatch.gateway.run.Result;
import dev.pokebatch.gateway.store.job.DocumentCursor;
import dev.pokebatch.gateway.store.job.ResumptionTable;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The stored outcomes of a job's earlier runs, in a few bits for each document. Immutable. */
final class StoredHistory implements PriorRun {

  private static final int PAGE = 5_000;

  private final Map<Long, DocumentList> documents = new HashMap<>();
  private final Map<Long, Map<OutcomeKind, BitSet>> pasts = new HashMap<>();
  private final Set<Long> ofRetriedJob = new HashSet<>();
  private int carried;

  private StoredHistory() {}

  /** Reads the history of a job. */
  static StoredHistory read(ResumptionTable table, String jobId) throws SQLException {
    var history = new StoredHistory();
    var resolutions = table.resolutions(jobId, -1, PAGE);
    while (!resolutions.isEmpty()) {
      resolutions.forEach(
          row -> history.documents.put(row.step(), TargetsJson.read(row.targets())));
      resolutions = table.resolutions(jobId, resolutions.get(resolutions.size() - 1).step(), PAGE);
    }
    var had = table.fetchedByRetriedJob(jobId, DocumentCursor.START, PAGE);
    while (!had.isEmpty()) {
      history.carried += had.size();
      had.forEach(
          document -> {
            history.ofRetriedJob.add(document.step());
            history.note(document.step(), document.item(), OutcomeKind.SUCCEEDED);
          });
      had = table.fetchedByRetriedJob(jobId, had.get(had.size() - 1), PAGE);
    }
    var results = table.recordedOutcomes(jobId, DocumentCursor.START, PAGE);
    while (!results.isEmpty()) {
      results.forEach(row -> history.note(row.step(), row.item(), row.outcome()));
      results = table.recordedOutcomes(jobId, results.get(results.size() - 1).cursor(), PAGE);
    }
    return history;
  }

  @Override
  public @Nullable DocumentList documents(Leaf leaf) {
    return documents.get(leaf.ordinal());
  }

  @Override
  public @Nullable OutcomeKind outcome(Leaf leaf, int item) {
    for (var past : past(leaf).entrySet()) {
      if (past.getValue().get(bit(item))) {
        return past.getKey();
      }
    }
    return null;
  }

  /** How many documents the job has, as far as its steps are resolved. */
  int documents(Plan plan) {
    return plan.root().leaves().stream().mapToInt(this::count).sum() - carried;
  }

  private int count(Leaf leaf) {
    var known = documents(leaf);
    if (known != null) {
      return known.size();
    }
    return outcome(leaf, Result.STEP) == null ? leaf.counted() : 1;
  }

  /** How many documents of a step have ended, or 1 if the step itself has. */
  int ended(Leaf leaf) {
    return past(leaf).values().stream().mapToInt(BitSet::cardinality).sum();
  }

  /** Whether any document of a step succeeded, in the job or in one that it retries. */
  boolean hasSucceeded(Leaf leaf) {
    return past(leaf).containsKey(OutcomeKind.SUCCEEDED);
  }

  /** Whether any document of a step ended without success. */
  boolean hasFailed(Leaf leaf) {
    return past(leaf).keySet().stream().anyMatch(past -> past != OutcomeKind.SUCCEEDED);
  }

  /** Whether a job that this one retries has fetched documents of a step. */
  boolean isOfRetriedJob(Leaf leaf) {
    return ofRetriedJob.contains(leaf.ordinal());
  }

  private Map<OutcomeKind, BitSet> past(Leaf leaf) {
    return pasts.getOrDefault(leaf.ordinal(), Map.of());
  }

  private void note(long step, int item, OutcomeKind past) {
    pasts
        .computeIfAbsent(step, unknown -> new EnumMap<>(OutcomeKind.class))
        .computeIfAbsent(past, unknown -> new BitSet())
        .set(bit(item));
  }

  /** The bit of an item; bit 0 is that of the step itself. */
  private static int bit(int item) {
    return item - Result.STEP;
  }
}
