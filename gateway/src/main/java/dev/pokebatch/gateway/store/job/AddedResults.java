package dev.pokebatch.gateway.store.job;

import dev.pokebatch.gateway.outcome.OutcomeKind;
import java.util.EnumMap;
import java.util.Map;

/**
 * Totals of the results that one write added to a job.
 *
 * @param counts number of results by outcome
 * @param documentBytes bytes of their documents before compression
 * @param storedBytes approximate bytes of their rows in the database
 */
record AddedResults(Map<OutcomeKind, Long> counts, long documentBytes, long storedBytes) {

  static final AddedResults NONE = new AddedResults(Map.of(), 0, 0);

  /** Copies the map. */
  AddedResults {
    counts = Map.copyOf(counts);
  }

  /** Returns the sum of both. */
  AddedResults plus(AddedResults more) {
    var sum = new EnumMap<OutcomeKind, Long>(OutcomeKind.class);
    sum.putAll(counts);
    more.counts.forEach((outcome, number) -> sum.merge(outcome, number, Long::sum));
    return new AddedResults(
        sum, documentBytes + more.documentBytes, storedBytes + more.storedBytes);
  }
}
