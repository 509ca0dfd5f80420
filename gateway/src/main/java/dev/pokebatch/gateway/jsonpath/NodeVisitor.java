package dev.pokebatch.gateway.jsonpath;

import org.jspecify.annotations.Nullable;

/** Where the nodes of a query go, one after the other. */
@FunctionalInterface
interface NodeVisitor {

  /** Takes a node; false asks for no more. */
  boolean visit(@Nullable Object node);
}
