package dev.pokebatch.gateway.plan;

/** A step with its place in the batch: a {@link Leaf} or a {@link Branch}. */
public sealed interface Node permits Leaf, Branch {

  /** Its place among all steps of the request, groups included, in its order. */
  long ordinal();

  /** Its position among the steps of its group, from 0. */
  long index();

  /** Its id, given or by position. */
  String id();
}
