package dev.pokebatch.gateway.plan;

/** A step with its place in the batch: a {@link Leaf} or a {@link Branch}. */
public sealed interface Node permits Leaf, Branch {

  /** Its place among all steps of the batch, groups included, in request order, from 0. */
  int ordinal();

  /** Its position among the steps of its group, from 0. */
  int index();

  /** Its id, given or by position. */
  String id();
}
