package dev.pokebatch.gateway.job;

import dev.pokebatch.gateway.run.Summary;
import dev.pokebatch.gateway.store.job.JobRow;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The paths of masks, and the members of shapes, that matched nothing in a job, as they are stored
 * with the job's cost. A step that is missing in {@code steps} has no such names, or they are
 * unknown: they did not fit, or an older version has stored the job.
 *
 * @param ended names that matched in no document of a step that has ended; at most {@link
 *     Summary#MOST_UNMATCHED}
 * @param steps by the ordinal of a step, the names that matched in none of the documents that it
 *     has so far, those that a retried job fetched included; not for a step all of whose documents
 *     this job has fetched
 * @param completed ordinals of those steps all of whose documents have been fetched, some of them
 *     by a retried job
 */
record UnmatchedNames(
    List<String> ended, SortedMap<Long, List<String>> steps, Set<Long> completed) {

  private static final String ENDED = "unmatched";
  private static final String STEPS = "unmatchedOfSteps";
  private static final String COMPLETED = "completedSteps";

  /** Copies the collections. */
  UnmatchedNames {
    ended = List.copyOf(ended);
    steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
    completed = Collections.unmodifiableSet(new TreeSet<>(completed));
  }

  /** Returns those of a stored job. */
  static UnmatchedNames of(JobRow job) {
    return read(new JsonObject(job.usage()));
  }

  /** Reads them from a stored cost. */
  static UnmatchedNames read(JsonObject usage) {
    var ofSteps = usage.getJsonObject(STEPS, new JsonObject());
    var steps = new TreeMap<Long, List<String>>();
    for (var step : ofSteps.fieldNames()) {
      steps.put(Long.valueOf(step), names(ofSteps.getJsonArray(step)));
    }
    var completed =
        usage.getJsonArray(COMPLETED, new JsonArray()).stream()
            .map(step -> ((Number) step).longValue())
            .toList();
    return new UnmatchedNames(
        names(usage.getJsonArray(ENDED, new JsonArray())), steps, Set.copyOf(completed));
  }

  private static List<String> names(JsonArray array) {
    return array.stream().map(String.class::cast).toList();
  }

  /** Adds them to a cost that is to be stored. */
  JsonObject addTo(JsonObject usage) {
    if (!ended.isEmpty()) {
      usage.put(ENDED, new JsonArray(ended));
    }
    if (!steps.isEmpty()) {
      var ofSteps = new JsonObject();
      steps.forEach((step, names) -> ofSteps.put(step.toString(), new JsonArray(names)));
      usage.put(STEPS, ofSteps);
    }
    return completed.isEmpty()
        ? usage
        : usage.put(COMPLETED, new JsonArray(List.copyOf(completed)));
  }

  /** Returns the names of a step; none if there are none or they are unknown. */
  List<String> ofStep(long step) {
    return steps.getOrDefault(step, List.of());
  }

  /** Returns the names for the summary of a job that has ended, however far its steps got. */
  List<String> ofEndedJob() {
    return first(
        Stream.concat(ended.stream(), steps.values().stream().flatMap(Collection::stream)));
  }

  /** Returns what a retry of the job starts with: what is known of the steps that it continues. */
  UnmatchedNames ofRetry() {
    var continued = new TreeMap<>(steps);
    continued.keySet().removeAll(completed);
    return new UnmatchedNames(List.of(), continued, Set.of());
  }

  /** Returns as many different names as a summary may have. */
  static List<String> first(Stream<String> names) {
    return names.distinct().limit(Summary.MOST_UNMATCHED).toList();
  }
}
