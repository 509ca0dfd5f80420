package dev.pokebatch.gateway.plan;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.batch.StepReference;
import java.util.OptionalLong;

/** How the documents of a step are determined. */
public sealed interface Selection {

  /** The request names them. */
  record Fixed(DocumentList documents) implements Selection {}

  /** The documents of an earlier step contain links to them. */
  record Referenced(StepReference reference) implements Selection {}

  /** The upstream's list of a resource contains them. */
  sealed interface Listed extends Selection permits Everything, Drawn {

    /** Returns the resource's name in lower case. */
    String resource();
  }

  /** All documents of the list. */
  record Everything(String resource) implements Listed {}

  /**
   * Documents drawn from the list at random, without repetition.
   *
   * @param count their number; fewer if the list has fewer
   * @param seed the seed of the draw; empty for a random one
   */
  record Drawn(String resource, int count, OptionalLong seed) implements Listed {}

  /** They cannot be determined, because the step could not be read. */
  record Unreadable() implements Selection {}
}
