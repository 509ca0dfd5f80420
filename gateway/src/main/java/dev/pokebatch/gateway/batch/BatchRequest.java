package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.TransportKind;
import java.util.List;

/**
 * A client's batch request, with all defaults filled in.
 *
 * @param steps the steps in the order of the request, at least one, with unique ids
 * @param mode whether the steps run in parallel or in sequence
 * @param onError whether a failed step stops the others
 * @param concurrency how many documents may be in flight at the same time, at least 1
 * @param deadlineMs how long the batch may take, in milliseconds, at least 1
 * @param view which parts of a document to return, for steps that do not say
 * @param transport how fetchers call the upstream
 * @param trace whether the answer has the timing of each document
 */
public record BatchRequest(
    List<Step> steps,
    Mode mode,
    OnError onError,
    int concurrency,
    long deadlineMs,
    View view,
    TransportKind transport,
    boolean trace) {

  /** Copies the list. */
  public BatchRequest {
    steps = List.copyOf(steps);
  }

  /** Returns a copy with another deadline. */
  public BatchRequest withDeadlineMs(long millis) {
    return new BatchRequest(steps, mode, onError, concurrency, millis, view, transport, trace);
  }

  /** Returns the number of documents of all steps, as far as it is known. */
  public long documents() {
    return steps.stream().mapToLong(Step::documents).sum();
  }
}
