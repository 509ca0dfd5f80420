package dev.pokebatch.contract.shape;

import org.jspecify.annotations.Nullable;

/**
 * The value of a shape's member for one document.
 *
 * @param value a value of Vert.x' JSON; null where there is nothing
 * @param matched whether the document has what the path names, and what its function takes
 */
public record Evaluated(@Nullable Object value, boolean matched) {}
