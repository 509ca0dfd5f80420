package dev.pokebatch.gateway.plan;

/** A step in the tree of a plan: a {@link Leaf} or a {@link Branch}. */
public sealed interface Node permits Leaf, Branch {

  /** Returns its number among all steps of the request, in request order; groups count too. */
  long ordinal();

  /** Returns its position in its group, from 0. */
  long index();

  /** Returns its id: the client's, or one made from its position. */
  String id();
}
