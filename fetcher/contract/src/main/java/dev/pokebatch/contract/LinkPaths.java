package dev.pokebatch.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of a document that are to be replaced by what they name: dotted paths, as a tree of
 * names. Arrays are mapped; a path leads on through the documents that its links name. Immutable;
 * two of the same text are equal.
 */
public final class LinkPaths {

  /** No link at all. */
  public static final LinkPaths NONE = new LinkPaths("", new PathTree());

  private final String text;
  private final PathTree root;

  private LinkPaths(String text, PathTree root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Reads dotted paths.
   *
   * @throws IllegalArgumentException saying, in words fit for a client, what is wrong
   */
  public static LinkPaths of(List<String> paths) {
    var root = new PathTree();
    for (var path : paths) {
      if (!Projection.PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "must be dotted paths to links, such as species.evolution_chain");
      }
      root.add(path);
    }
    var text = root.toString();
    if (text.length() > Projection.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "may have at most " + Projection.MAX_LENGTH + " characters together");
    }
    return text.isEmpty() ? NONE : new LinkPaths(text, root);
  }

  /** Reads the text of another one. */
  static LinkPaths parse(String text) {
    return text.isEmpty() ? NONE : of(List.of(text.split(",", -1)));
  }

  /** Whether there are none. */
  public boolean isNone() {
    return text.isEmpty();
  }

  /** The tree of names: where the paths begin. */
  public PathTree root() {
    return root;
  }

  /** What is to be replaced in the document that stands where a dotted path leads. */
  public LinkPaths below(String path) {
    var place = root.at(path);
    return place == null || place.children().isEmpty()
        ? NONE
        : new LinkPaths(place.toString(), place);
  }

  /** The paths, comma-separated; empty where there are none. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LinkPaths p && p.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
