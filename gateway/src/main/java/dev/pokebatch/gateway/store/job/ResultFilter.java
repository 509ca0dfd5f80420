package dev.pokebatch.gateway.store.job;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which results of a job are wanted.
 *
 * @param after only those with a greater number
 * @param upTo only those with this number or a smaller one. Whoever reads page by page while the
 *     job runs sets it to the job's {@code lastSeq} first, so that no page misses a result that has
 *     come since and belongs before it
 * @param outcomes only those that ended so
 */
public record ResultFilter(long after, long upTo, Set<ResultOutcome> outcomes) {

  /** All of them. */
  public static final ResultFilter ALL =
      new ResultFilter(0, Long.MAX_VALUE, EnumSet.allOf(ResultOutcome.class));

  /** Copies the set. */
  public ResultFilter {
    outcomes = Set.copyOf(outcomes);
  }

  /** The same, but only what has come after this number. */
  public ResultFilter after(long seq) {
    return new ResultFilter(seq, upTo, outcomes);
  }

  /** The same, but only what has come up to this number. */
  public ResultFilter upTo(long seq) {
    return new ResultFilter(after, seq, outcomes);
  }

  /** The same, but only what has ended so. */
  public ResultFilter outcomes(ResultOutcome... wanted) {
    return new ResultFilter(after, upTo, Set.copyOf(Arrays.asList(wanted)));
  }

  /** Whether that one is wanted. */
  public boolean matches(ResultRow.Numbered row) {
    return row.seq() > after && row.seq() <= upTo && outcomes.contains(row.result().outcome());
  }

  /** Whether every result of a job is wanted that it has by now. */
  public boolean isAll() {
    return after == 0 && outcomes.size() == ResultOutcome.values().length;
  }

  /** The condition on the outcome, with an AND before it; empty where any will do. */
  String condition() {
    if (outcomes.size() == ResultOutcome.values().length) {
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
