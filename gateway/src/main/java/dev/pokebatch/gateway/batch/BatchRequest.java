package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.TransportKind;
import java.util.List;

/**
 * A batch as its client asked for it, with every default filled in.
 *
 * @param steps in the order of the request, at least one, their ids unique
 * @param mode how the steps run
 * @param onError what becomes of the others when one of them has failed
 * @param concurrency how many documents may be in flight at once, at least 1
 * @param deadlineMs how long the whole may take, in milliseconds, at least 1
 * @param view what to keep of a document where a step does not say
 * @param transport how fetchers get what they have to get
 * @param trace whether to say of each document what happened to it when
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

  /** The same with so many milliseconds. */
  public BatchRequest withDeadlineMs(long millis) {
    return new BatchRequest(steps, mode, onError, concurrency, millis, view, transport, trace);
  }

  /** How many documents all steps ask for together. */
  public long documents() {
    return steps.stream().mapToLong(Step::documents).sum();
  }
}
