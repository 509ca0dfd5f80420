package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.jsonpath.Pruning;
import dev.pokebatch.gateway.outcome.OutcomeKind;
import dev.pokebatch.gateway.plan.Leaf;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The bodies of a step's documents, cached for the references to the step. A body is cached only if
 * it contains what a reference reads and if there is memory for it; others are fetched again. If no
 * reference names the step, nothing is recorded. Confined to one event loop.
 */
final class CachedBodies {

  /** Stands for the body of a document that was found, but is not cached. */
  static final Buffer NOT_CACHED = Buffer.buffer();

  private final Leaf leaf;
  private final BatchRun batch;
  private final Map<Integer, Buffer> found = new HashMap<>();
  private boolean referenced;
  private boolean useful;
  private boolean any;

  CachedBodies(Leaf leaf, BatchRun batch) {
    this.leaf = leaf;
    this.batch = batch;
  }

  /**
   * Adds a reference to the step.
   *
   * @param parts what the reference reads of each document
   */
  void addReference(Pruning parts) {
    referenced = true;
    useful |= leaf.view().fields().keeps(parts);
  }

  /** Adds a result of this run. */
  void add(Result result) {
    if (!referenced) {
      return;
    }
    any = true;
    var reply = result.found();
    if (reply != null) {
      var cached = useful && batch.referenceBudget().tryCache(reply.body().length());
      found.put(result.item(), cached ? reply.body() : NOT_CACHED);
    }
  }

  /** Adds a document that ended in an earlier run, whose body is never cached. */
  void addPrior(int item, OutcomeKind outcome) {
    if (referenced) {
      any = true;
      if (outcome == OutcomeKind.SUCCEEDED) {
        found.put(item, NOT_CACHED);
      }
    }
  }

  /** Returns whether any document has ended, found or not. */
  boolean any() {
    return any;
  }

  /** Returns a document's body, {@link #NOT_CACHED}, or null if the document was not found. */
  @Nullable Buffer get(int item) {
    return found.get(item);
  }
}
