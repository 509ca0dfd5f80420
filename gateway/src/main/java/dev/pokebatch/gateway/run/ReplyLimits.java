package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.memory.Grant;
import dev.pokebatch.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the bytes of one client's replies: a document is asked for only when there is memory for
 * it, and all of them together are no more than an answer may have. Confined to one event loop.
 */
final class ReplyLimits {

  private final BatchLimits limits;
  private final BatchMemory memory;
  private final long largest;
  private final ResultSink sink;
  private boolean waiting;

  /** Bytes of the answer so far. */
  private long answerBytes;

  private @Nullable Problem exceeded;

  /**
   * @param all what the memory is part of
   */
  ReplyLimits(BatchLimits limits, AnswerMemory all, BatchMemory memory, ResultSink sink) {
    this.limits = limits;
    this.memory = memory;
    this.largest = all.largest();
    this.sink = sink;
  }

  /**
   * Whether there is memory for a document.
   *
   * @param underWay whether replies are on their way: then it is enough to try again after one has
   *     come; else the batch waits in line
   * @param again is run when there may be memory, if there is none now
   */
  boolean haveMemory(SizeEstimate size, boolean underWay, Runnable again) {
    var bytes = Math.min(size.expected(), most());
    if (memory.fits(bytes)) {
      return true;
    }
    if (underWay) {
      memory.whenReleased(again);
    } else if (!waiting) {
      waiting = true;
      memory.await(
          bytes,
          () -> {
            waiting = false;
            again.run();
          });
    }
    return false;
  }

  /** The memory for a document that is asked for now. */
  Grant grant(SizeEstimate size) {
    var most = most();
    return new Grant(memory, Math.min(size.expected(), most), most);
  }

  /** In bytes: the largest document that can be taken now. */
  private long most() {
    var bounded = sink.answerBytes(1) > 0;
    return bounded ? Math.min(largest, limits.answerBytes() - answerBytes) : largest;
  }

  /** Why a document that has come, or was too large to come, is not taken; null if it is. */
  @Nullable Problem refusal(Grant grant, FetchReply reply) {
    var refused = grant.refused();
    var bytes = reply instanceof FetchReply.Found found ? found.body().length() : refused;
    var all = answerBytes + (bytes > 0 ? sink.answerBytes(bytes) : 0);
    if (all > limits.answerBytes()) {
      exceeded = limits.answerTooLong(all);
      return exceeded;
    }
    if (refused > 0) {
      return limits.documentTooLong(largest, refused);
    }
    answerBytes = all;
    return null;
  }

  /** Why the answer must not have more; null while it may. */
  @Nullable Problem exceeded() {
    return exceeded;
  }
}
