package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.Projection;

/** One step of a batch. */
public sealed interface Step {

  /** Its name in the batch: the client's, or its position. */
  String id();

  /**
   * Gets documents that are named one by one or by a range.
   *
   * @param id its name
   * @param target what to get
   * @param fields what to keep of each document
   */
  record Get(String id, Target target, Projection fields) implements Step {}
}
