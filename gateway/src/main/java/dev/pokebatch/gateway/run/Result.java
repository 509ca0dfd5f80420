package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.plan.Leaf;
import org.jspecify.annotations.Nullable;

/**
 * What became of one document of a batch; or of a step that came to no documents, for it never
 * became known which.
 *
 * @param leaf the step that it belongs to
 * @param item its place among the step's documents, from 0; {@link #STEP} for the step itself
 * @param target what was to be got: {@code resource/key} or a link; empty for the step itself
 * @param outcome how it ended
 * @param times when what happened
 */
public record Result(Leaf leaf, int item, String target, Outcome outcome, Timing times) {

  /** In place of an item: the step itself. */
  public static final int STEP = -1;

  /** What a result takes besides its body. */
  private static final int OVERHEAD_BYTES = 512;

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

  /** Whether it is not there, and it was not called off. */
  public boolean failed() {
    return outcome instanceof Outcome.Refused
        || outcome instanceof Outcome.Unmet
        || (outcome instanceof Outcome.Replied && !succeeded());
  }

  /** The memory that it takes, in bytes. */
  public long memoryBytes() {
    return (long) OVERHEAD_BYTES + bodyBytes();
  }

  /** Bytes of its body; 0 where it has none. */
  public int bodyBytes() {
    var found = found();
    return found == null ? 0 : found.body().length();
  }
}
