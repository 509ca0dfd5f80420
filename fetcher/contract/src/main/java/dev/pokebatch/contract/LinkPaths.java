package dev.pokebatch.contract;

import dev.pokebatch.contract.shape.DottedPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The links of a document to replace by their documents: dotted paths, as a tree of names. A path
 * applies to each element of an array, and continues in the document of a link. Immutable; equal if
 * the texts are equal.
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
   * @throws IllegalArgumentException if a path is invalid; the message may be shown to clients
   */
  public static LinkPaths of(List<String> paths) {
    var root = new PathTree();
    for (var path : paths) {
      if (!DottedPath.FORM.matcher(path).matches()) {
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

  /** Reads the text that {@link #toString} writes. */
  static LinkPaths parse(String text) {
    return text.isEmpty() ? NONE : of(List.of(text.split(",", -1)));
  }

  /** Whether there are no paths. */
  public boolean isNone() {
    return text.isEmpty();
  }

  /** The tree of names, at the top of the document. */
  public PathTree root() {
    return root;
  }

  /** The links to replace in the document that replaces the link at a path. */
  public LinkPaths below(String path) {
    var subtree = root.at(path);
    return subtree == null || subtree.children().isEmpty()
        ? NONE
        : new LinkPaths(subtree.toString(), subtree);
  }

  /** The paths, separated by commas; empty if there are none. */
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
