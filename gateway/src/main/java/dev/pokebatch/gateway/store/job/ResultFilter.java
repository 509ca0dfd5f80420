package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Selects results of a job.
 *
 * @param after only results with a greater sequence number
 * @param upTo only results with at most this sequence number. A caller that reads pages in request
 *     order while the job runs sets it to the job's {@code lastSeq} first, so that results added
 *     meanwhile do not fall between pages already read
 * @param outcomes only results with one of these outcomes
 */
public record ResultFilter(long after, long upTo, Set<OutcomeKind> outcomes) {

  /** Selects all results. */
  public static final ResultFilter ALL =
      new ResultFilter(0, Long.MAX_VALUE, OutcomeKind.OF_DOCUMENT);

  /** Copies the set. */
  public ResultFilter {
    outcomes = Set.copyOf(outcomes);
  }

  /** Returns a copy that selects only results after this sequence number. */
  public ResultFilter after(long seq) {
    return new ResultFilter(seq, upTo, outcomes);
  }

  /** Returns a copy that selects only results up to this sequence number. */
  public ResultFilter upTo(long seq) {
    return new ResultFilter(after, seq, outcomes);
  }

  /** Returns a copy that selects only these outcomes. */
  public ResultFilter outcomes(OutcomeKind... wanted) {
    return new ResultFilter(after, upTo, Set.copyOf(Arrays.asList(wanted)));
  }

  /** Returns whether the filter selects this result. */
  public boolean matches(ResultRow.Numbered row) {
    return row.seq() > after && row.seq() <= upTo && outcomes.contains(row.result().outcome());
  }

  /** Returns whether the filter selects every result that the job has now. */
  public boolean isAll() {
    return after == 0 && outcomes.size() == OutcomeKind.OF_DOCUMENT.size();
  }

  /**
   * Returns the SQL condition on the outcome, starting with AND; empty if all outcomes are
   * selected.
   */
  String condition() {
    if (outcomes.size() == OutcomeKind.OF_DOCUMENT.size()) {
      return "";
    }
    return outcomes.isEmpty()
        ? " AND 1 = 0"
        : outcomes.stream()
            .map(outcome -> "'" + outcome.word() + "'")
            .sorted()
            .collect(Collectors.joining(", ", " AND outcome IN (", ")"));
  }
}
