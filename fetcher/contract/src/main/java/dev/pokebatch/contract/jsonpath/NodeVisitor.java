package dev.pokebatch.contract.jsonpath;

import org.jspecify.annotations.Nullable;

/** Takes the nodes that a query selects, one after the other. */
@FunctionalInterface
interface NodeVisitor {

  /** Takes a node; returns false to stop the evaluation. */
  boolean visit(@Nullable Object node);
}
