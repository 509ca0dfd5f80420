package dev.pokebatch.gateway.run;

import dev.pokebatch.contract.Pruning;
import dev.pokebatch.gateway.plan.Leaf;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What has come of a step's documents, for the steps that refer to it: which are there, and those
 * bodies that were worth keeping. Where no step does, nothing is noted. Confined to one event loop.
 */
final class CachedBodies {

  /** In place of a body: it is there, but was not kept. */
  static final Buffer NOT_KEPT = Buffer.buffer();

  private final Leaf leaf;
  private final BatchRun batch;
  private final Map<Integer, Buffer> there = new HashMap<>();
  private boolean wanted;
  private boolean worthKeeping;
  private boolean any;

  CachedBodies(Leaf leaf, BatchRun batch) {
    this.leaf = leaf;
    this.batch = batch;
  }

  /** A step refers to it, and reads these parts of each of its documents. */
  void want(Pruning parts) {
    wanted = true;
    worthKeeping |= parts.isWithin(leaf.view().fields());
  }

  void note(Result result) {
    if (!wanted) {
      return;
    }
    any = true;
    var found = result.found();
    if (found != null) {
      var kept = worthKeeping && batch.mayKeep(found.body().length());
      there.put(result.item(), kept ? found.body() : NOT_KEPT);
    }
  }

  /** It had ended in an earlier run, of which no bodies are kept. */
  void recall(int item, PriorRun.ItemOutcome ended) {
    if (wanted) {
      any = true;
      if (ended == PriorRun.ItemOutcome.SUCCEEDED) {
        there.put(item, NOT_KEPT);
      }
    }
  }

  /** Whether anything has come of any document, good or bad. */
  boolean any() {
    return any;
  }

  /** The body of a document, {@link #NOT_KEPT}, or null where the document is not there. */
  @Nullable Buffer get(int item) {
    return there.get(item);
  }
}
