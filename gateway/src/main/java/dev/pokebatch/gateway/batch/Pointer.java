package dev.pokebatch.gateway.batch;

import org.jspecify.annotations.Nullable;

/**
 * A place in a JSON text: a JSON pointer (RFC 6901) that is spelled out only when somebody asks.
 * Names in it are shown as {@link Excerpt}s, so that a fault cannot be made much longer than ours.
 *
 * @param parent the value around it, or null for the whole text
 * @param token the member's name, or the element's index
 */
record Pointer(@Nullable Pointer parent, String token) {

  /** The whole text. */
  static final Pointer ROOT = new Pointer(null, "");

  Pointer member(String name) {
    return new Pointer(this, name);
  }

  Pointer element(int index) {
    return new Pointer(this, Integer.toString(index));
  }

  /** The pointer as the RFC writes it, {@code ~} as {@code ~0} and {@code /} as {@code ~1}. */
  @Override
  public String toString() {
    return parent == null
        ? ""
        : parent + "/" + Excerpt.of(token).replace("~", "~0").replace("/", "~1");
  }
}
