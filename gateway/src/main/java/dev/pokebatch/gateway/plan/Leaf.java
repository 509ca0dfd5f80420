package dev.pokebatch.gateway.plan;

import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.gateway.batch.Target;

/**
 * A step that stands for documents.
 *
 * @param target which
 * @param fields what to keep of each
 */
public record Leaf(int ordinal, int index, String id, Target target, Projection fields)
    implements Node {

  /** Whether it was asked for as a step of many documents, however many those are. */
  public boolean many() {
    return target instanceof Target.Range;
  }

  /** How many documents it stands for. */
  public int documents() {
    return target.size();
  }
}
