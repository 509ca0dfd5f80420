package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.Reference;
import dev.pokebatch.gateway.batch.Target;
import java.util.OptionalLong;

/** How it is known which documents a step stands for. */
public sealed interface Selection {

  /** The request says it. */
  record Fixed(Target target) implements Selection {}

  /** The answer of an earlier step does. */
  record Referenced(Reference reference) implements Selection {}

  /**
   * The upstream's list of a resource does.
   *
   * @param resource lower-case resource name
   */
  record Everything(String resource) implements Selection {}

  /**
   * They are drawn from that list, none twice.
   *
   * @param resource lower-case resource name
   * @param count how many; fewer where there are no more
   * @param seed decides which; empty for any
   */
  record Drawn(String resource, int count, OptionalLong seed) implements Selection {}
}
