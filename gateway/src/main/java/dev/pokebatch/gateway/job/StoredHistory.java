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
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored outcomes of a job's earlier runs, in a few bits for each document. Immutable. */
final class StoredHistory implements PriorRun {

  private static final int PAGE = 5_000;

  private final Map<Long, DocumentList> documents = new HashMap<>();
  private final Map<Long, Map<OutcomeKind, BitSet>> pasts = new HashMap<>();
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
          document -> history.note(document.step(), document.item(), OutcomeKind.SUCCEEDED));
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
    var ofStep = pasts.get(leaf.ordinal());
    if (ofStep == null) {
      return null;
    }
    for (var past : ofStep.entrySet()) {
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
