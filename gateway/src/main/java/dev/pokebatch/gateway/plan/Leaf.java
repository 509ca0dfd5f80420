package dev.pokebatch.gateway.plan;

import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.gateway.batch.Target;

/**
 * A step that stands for documents.
 *
 * @param selection which
 * @param fields what to keep of each
 */
public record Leaf(int ordinal, int index, String id, Selection selection, Projection fields)
    implements Node {

  /** Whether it was asked for as a step of many documents, however many those are. */
  public boolean many() {
    return !(selection instanceof Selection.Fixed fixed && fixed.target() instanceof Target.Single);
  }
}
