package dev.pokebatch.fetcher.contract;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a document that a client wants: dotted paths, comma-separated, as a tree of names.
 * Arrays are mapped, so {@code types.type.name} reaches into each element of {@code types}.
 * Immutable; two of the same text are equal.
 */
public final class Projection {

  /** Every field: the document as it is. */
  public static final Projection ALL = new Projection("*", new Node());

  /** The longest text that is accepted, in characters. */
  public static final int MAX_LENGTH = 4_096;

  private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){0,31}");

  private final String text;
  private final Node root;

  private Projection(String text, Node root) {
    this.text = text;
    this.root = root;
  }

  /**
   * Reads {@code *}, or dotted paths separated by commas; space around a path does not matter.
   *
   * @throws IllegalArgumentException saying, in words fit for a client, what is wrong
   */
  public static Projection parse(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "fields may have at most " + MAX_LENGTH + " characters, not " + text.length());
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("fields must name at least one path, or be *");
    }
    var root = new Node();
    for (var part : text.split(",", -1)) {
      var path = part.strip();
      if (path.equals("*")) {
        return ALL;
      }
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "fields must be dotted paths separated by commas, such as id,types.type.name");
      }
      root.add(path.split("\\."));
    }
    return new Projection(text.replaceAll("\\s+", ""), root);
  }

  /** Whether this is every field. */
  public boolean isAll() {
    return root.isLeaf();
  }

  /** The tree of names: what to keep of the document's top level. */
  public Node root() {
    return root;
  }

  /** The text that {@link #parse} reads to this projection. */
  @Override
  public String toString() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Projection p && p.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** A place in the tree: a leaf keeps the whole value, any other only the named members of it. */
  public static final class Node {
    private final Map<String, Node> children = new LinkedHashMap<>();
    private boolean whole;

    private Node() {}

    private void add(String[] path) {
      var at = this;
      for (var name : path) {
        at = at.children.computeIfAbsent(name, n -> new Node());
      }
      at.whole = true;
    }

    /** Whether the whole value is kept: nothing narrower was asked for, or all of it was too. */
    public boolean isLeaf() {
      return whole || children.isEmpty();
    }

    /** What to keep of each named member; of no use on a leaf. */
    public Map<String, Node> children() {
      return Map.copyOf(children);
    }
  }
}
