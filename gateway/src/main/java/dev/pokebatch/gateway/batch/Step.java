package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.Projection;

/** One entry of a batch's {@code requests}. */
public sealed interface Step {

  /** Its name, unique in the batch: the client's, or its position ({@code "0"}, {@code "1"}). */
  String id();

  /** How many documents it asks for, at least 1. */
  int documents();

  /**
   * Gets the documents that a target names.
   *
   * @param fields what to keep of each; the batch's own where the step did not say
   */
  record Get(String id, Target target, Projection fields) implements Step {

    @Override
    public int documents() {
      return target.size();
    }
  }
}
