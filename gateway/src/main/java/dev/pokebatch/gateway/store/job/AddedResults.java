package dev.pokebatch.gateway.store.job;

import java.util.EnumMap;
import java.util.Map;

/**
 * Results that were added to a job.
 *
 * @param counts how many, by outcome
 * @param documentBytes bytes of their documents, before compression
 * @param storedBytes what their rows take, about
 */
record AddedResults(Map<ResultOutcome, Long> counts, long documentBytes, long storedBytes) {

  static final AddedResults NONE = new AddedResults(Map.of(), 0, 0);

  /** Copies the map. */
  AddedResults {
    counts = Map.copyOf(counts);
  }

  /** Both together. */
  AddedResults plus(AddedResults more) {
    var sum = new EnumMap<ResultOutcome, Long>(ResultOutcome.class);
    sum.putAll(counts);
    more.counts.forEach((outcome, number) -> sum.merge(outcome, number, Long::sum));
    return new AddedResults(
        sum, documentBytes + more.documentBytes, storedBytes + more.storedBytes);
  }
}
