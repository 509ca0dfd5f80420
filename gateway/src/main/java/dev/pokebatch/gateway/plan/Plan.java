package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.BatchLimits;
import dev.pokebatch.gateway.batch.BatchRequest;
import java.util.OptionalLong;

/**
 * What is to be done for a batch.
 *
 * @param root the batch itself, as a group
 * @param concurrency the most documents under way at once
 * @param documents how many it stands for, as far as that is known
 * @param limits what it may come to
 * @param trace whether to say of each document what happened to it when
 */
public record Plan(Branch root, int concurrency, int documents, BatchLimits limits, boolean trace) {

  /** Plans a batch, which is within the limits as far as that is known. */
  public static Plan of(BatchRequest request, BatchLimits limits) {
    var children = new Numbering().nodes(request.steps(), request.mode());
    var root =
        new Branch(
            -1,
            0,
            "",
            request.mode(),
            request.onError(),
            OptionalLong.of(request.deadlineMs()),
            children);
    return new Plan(
        root, request.concurrency(), Math.toIntExact(request.documents()), limits, request.trace());
  }
}
