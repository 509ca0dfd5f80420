package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.StepReference;
import java.util.OptionalLong;

/** How it is known which documents a step stands for. */
public sealed interface Selection {

  /** The request says it. */
  record Fixed(DocumentList target) implements Selection {}

  /** The answer of an earlier step does. */
  record Referenced(StepReference reference) implements Selection {}

  /** The upstream's list of a resource does. */
  sealed interface Listed extends Selection permits Everything, Drawn {

    /** The resource's name, in lower case. */
    String resource();
  }

  /** All that is on that list. */
  record Everything(String resource) implements Listed {}

  /**
   * Some that are drawn from that list, none twice.
   *
   * @param count how many; fewer where there are no more
   * @param seed decides which; empty for any
   */
  record Drawn(String resource, int count, OptionalLong seed) implements Listed {}

  /** It will never be: what was to say it cannot be understood. */
  record Unreadable() implements Selection {}
}
