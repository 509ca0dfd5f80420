package dev.pokebatch.gateway.run;

import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.gateway.plan.Task;

/**
 * How one document of a batch ended.
 *
 * @param task which one
 * @param reply the fetcher's word, or ours where its time ran out
 * @param durationMs milliseconds from when it was sent for; 0 where it never was
 */
public record Result(Task task, FetchReply reply, double durationMs) {

  /** Whether the document is there. */
  public boolean succeeded() {
    return reply instanceof FetchReply.Found;
  }

  /** Bytes of its body; 0 where it has none. */
  public int bodyBytes() {
    return reply instanceof FetchReply.Found found ? found.body().length() : 0;
  }
}
