package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.TransportKind;
import java.util.List;

/**
 * A batch that was understood and is within its limits.
 *
 * @param steps what to do, in order
 * @param mode how the steps run
 * @param concurrency the most documents under way at once
 * @param deadlineMs milliseconds until it has to be done
 * @param transport how documents are got
 */
public record BatchRequest(
    List<Step> steps, Mode mode, int concurrency, long deadlineMs, TransportKind transport) {

  /** Copies the list. */
  public BatchRequest {
    steps = List.copyOf(steps);
  }
}
