package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.gateway.plan.Task;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document of a batch.
 *
 * @param task which one
 * @param outcome how it ended
 * @param durationMs milliseconds from when it was sent for; 0 where it never was
 */
public record Result(Task task, Outcome outcome, double durationMs) {

  /** The document, where it is there. */
  public FetchReply.@Nullable Found found() {
    return outcome instanceof Outcome.Replied replied
            && replied.reply() instanceof FetchReply.Found found
        ? found
        : null;
  }

  /** Whether the document is there. */
  public boolean succeeded() {
    return found() != null;
  }

  /** Bytes of its body; 0 where it has none. */
  public int bodyBytes() {
    var found = found();
    return found == null ? 0 : found.body().length();
  }
}
