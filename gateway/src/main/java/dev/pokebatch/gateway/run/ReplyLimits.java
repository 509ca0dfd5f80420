package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.LimitChecks;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import dev.pokebatch.gateway.memory.AnswerMemory;
import dev.pokebatch.gateway.memory.BatchMemory;
import dev.pokebatch.gateway.memory.Grant;
import dev.pokebatch.gateway.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Limits the bytes of one client's replies. A document is fetched only when there is memory for it,
 * and all documents together may not exceed the maximum length of an answer. Confined to one event
 * loop.
 */
final class ReplyLimits {

  private final BatchLimits limits;
  private final BatchMemory memory;
  private final long largest;
  private final ResultSink sink;
  private final LimitChecks checks;
  private boolean waiting;

  /** The bytes of the answer so far. */
  private long answerBytes;

  private @Nullable Problem exceeded;

  /**
   * @param all the pool that the memory is part of
   */
  ReplyLimits(BatchLimits limits, AnswerMemory all, BatchMemory memory, ResultSink sink) {
    this.limits = limits;
    this.checks = new LimitChecks(limits);
    this.memory = memory;
    this.largest = all.largest();
    this.sink = sink;
  }

  /**
   * Returns whether there is memory for a document.
   *
   * @param anyInFlight whether calls are in flight; then the batch tries again when a reply has
   *     released memory, else it waits in the pool's queue
   * @param again called when there may be memory, if there is none now
   */
  boolean haveMemory(SizeEstimate size, boolean anyInFlight, Runnable again) {
    var bytes = Math.min(size.expected(), most());
    if (memory.fits(bytes)) {
      return true;
    }
    if (anyInFlight) {
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

  /** Returns the memory for a document that is fetched now. */
  Grant grant(SizeEstimate size) {
    var most = most();
    return new Grant(memory, Math.min(size.expected(), most), most);
  }

  /** Returns the length of the largest document that can be taken now, in bytes. */
  private long most() {
    var limited = sink.answerBytes(1) > 0;
    return limited ? Math.min(largest, limits.answerBytes() - answerBytes) : largest;
  }

  /** Returns why the document of a reply cannot be taken; null if it can. */
  @Nullable Problem refusal(Grant grant, FetchReply reply) {
    var refused = grant.refused();
    var bytes = reply instanceof FetchReply.Found found ? found.body().length() : refused;
    var all = answerBytes + (bytes > 0 ? sink.answerBytes(bytes) : 0);
    var problem = checks.answerBytes(all);
    if (problem != null) {
      exceeded = problem;
      return problem;
    }
    if (refused > 0) {
      return LimitChecks.documentTooLarge(largest, refused);
    }
    answerBytes = all;
    return null;
  }

  /** Returns the problem of an answer that has reached its maximum length; null before. */
  @Nullable Problem exceeded() {
    return exceeded;
  }
}
