package dev.pokebatch.gateway.batch;

import org.jspecify.annotations.Nullable;

/**
 * A JSON pointer (RFC 6901), whose text is made only when it is needed. Names are shortened to
 * {@link Excerpt}s, so that long names do not make long faults.
 *
 * @param parent the pointer to the surrounding value; null for the whole text
 * @param token the member's name, or the element's index
 */
public record Pointer(@Nullable Pointer parent, String token) {

  /** The whole text. */
  public static final Pointer ROOT = new Pointer(null, "");

  /** Returns the pointer to a member of the value. */
  public Pointer member(String name) {
    return new Pointer(this, name);
  }

  /** Returns the pointer to an element of the value. */
  public Pointer element(int index) {
    return new Pointer(this, Integer.toString(index));
  }

  /** Returns the text by RFC 6901, with {@code ~} as {@code ~0} and {@code /} as {@code ~1}. */
  @Override
  public String toString() {
    return parent == null
        ? ""
        : parent + "/" + Excerpt.of(token).replace("~", "~0").replace("/", "~1");
  }
}
