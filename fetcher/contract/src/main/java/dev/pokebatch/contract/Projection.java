package dev.pokebatch.contract;

import dev.pokebatch.contract.jsonpath.Pruning;
import dev.pokebatch.contract.shape.DottedPath;
import dev.pokebatch.contract.shape.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a document to keep: the fields that a client requests, as a mask of dotted paths
 * or as a {@link Shape}; or the parts that JSONPath queries read, as a {@link Pruning}. In a mask,
 * commas separate the paths, and a path applies to each element of an array, as in {@code
 * types.type.name}. Immutable; equal if the texts are equal.
 */
public final class Projection {

  /** Keeps the whole document. */
  public static final Projection ALL = new Projection(Projection.WHOLE, new PathTree());

  /** The path of the whole document. */
  private static final String WHOLE = "*";

  /** The longest mask that is accepted, in characters. */
  public static final int MAX_LENGTH = 4_096;

  /**
   * The longest text of a pruning, in characters. What it takes in memory is some fifty times as
   * long.
   */
  static final int MAX_PRUNING_LENGTH = 65_536;

  /** The longest text of a mask or of a pruning, in bytes of UTF-8. */
  static final int MAX_BYTES = 3 * MAX_PRUNING_LENGTH;

  /** Before the text of a shape. Earlier releases refuse such a text as a mask. */
  private static final String SHAPE = "shape ";

  private final String text;
  private final PathTree root;
  private final @Nullable Pruning pruning;
  private final @Nullable Shape shape;

  private Projection(String text, PathTree root) {
    this(text, root, null, null);
  }

  private Projection(String text, PathTree root, @Nullable Pruning pruning, @Nullable Shape shape) {
    this.text = text;
    this.root = root;
    this.pruning = pruning;
    this.shape = shape;
  }

  /** Makes a shape of the document. */
  public static Projection of(Shape shape) {
    return new Projection(SHAPE + shape, maskOf(shape.reads()).root, null, shape);
  }

  /**
   * Keeps what JSONPath queries read, or more if its text would be too long. Cannot be combined
   * with links to follow.
   */
  public static Projection of(Pruning pruning) {
    if (pruning.isWhole()) {
      return ALL;
    }
    var text = pruning.toString();
    return text.length() > MAX_PRUNING_LENGTH
        ? maskOf(pruning)
        : new Projection(text, new PathTree(), pruning, null);
  }

  /**
   * A mask that keeps at least as much as a pruning. Where a query ends or selects all children,
   * the mask keeps the whole value.
   */
  public static Projection maskOf(Pruning pruning) {
    var paths = PruningPaths.of(pruning);
    return paths.isEmpty() || paths.length() > MAX_LENGTH ? ALL : parse(paths);
  }

  /** Reads the text of a mask, a pruning or a shape, as {@link #toString} writes it. */
  static Projection read(String text) {
    if (text.startsWith(SHAPE)) {
      return of(Shape.read(text.substring(SHAPE.length())));
    }
    return text.startsWith("{") ? of(Pruning.parse(text)) : parseMask(text);
  }

  /**
   * Reads {@code *}, dotted paths separated by commas, or a shape. Ignores space around a path.
   *
   * @throws IllegalArgumentException if the text is invalid; the message may be shown to clients
   */
  public static Projection parse(String text) {
    return Shape.isShape(text) ? of(Shape.parse(text)) : parseMask(text);
  }

  private static Projection parseMask(String text) {
    if (text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "fields may have at most " + MAX_LENGTH + " characters, not " + text.length());
    }
    if (text.isBlank()) {
      throw new IllegalArgumentException("fields must name at least one path, or be *");
    }
    var root = new PathTree();
    for (var part : text.split(",", -1)) {
      var path = part.strip();
      if (path.equals(WHOLE)) {
        root.addWhole();
        continue;
      }
      if (!DottedPath.FORM.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "fields must be dotted paths separated by commas, such as id,types.type.name");
      }
      root.add(path);
    }
    return root.children().isEmpty() ? ALL : new Projection(text.replaceAll("\\s+", ""), root);
  }

  /**
   * Whether the whole document is kept. Its mask may name paths as well, which keep nothing more
   * but are reported if they match nothing; see {@link #root}.
   */
  public boolean isAll() {
    return pruning == null && shape == null && root.isLeaf();
  }

  /** The shape; empty for a mask or a pruning. */
  public Optional<Shape> shape() {
    return Optional.ofNullable(shape);
  }

  /**
   * The names of the values of a table's columns, each as a path of member names in the projected
   * document: the paths of a mask, or the members of a shape; none for a whole document.
   */
  public List<List<String>> columns() {
    if (shape != null) {
      return shape.members().stream().map(member -> List.of(member.name())).toList();
    }
    return isAll()
        ? List.of()
        : Arrays.stream(text.split(",", -1)).map(p -> List.of(p.split("\\.", -1))).toList();
  }

  /** Whether it depends on the client's languages. */
  public boolean isLocalized() {
    return shape != null && shape.isLocalized();
  }

  /**
   * Returns this projection for a client's languages; itself if it does not depend on them.
   *
   * @param ranges language ranges (RFC 4647), the best first
   */
  public Projection inLanguages(List<String> ranges) {
    return shape == null || !shape.isLocalized() ? this : of(shape.inLanguages(ranges));
  }

  /** The pruning; empty for a mask or a shape. */
  public Optional<Pruning> pruning() {
    return Optional.ofNullable(pruning);
  }

  /**
   * The mask as a tree of names, at the top of the document; for a shape, a mask that keeps at
   * least what the shape reads.
   */
  public PathTree root() {
    return root;
  }

  /**
   * Whether the value at a dotted path is kept as a whole.
   *
   * @param path empty for the document itself
   */
  public boolean keeps(String path) {
    var at = root;
    if (!path.isEmpty()) {
      for (var name : path.split("\\.", -1)) {
        if (at.isLeaf()) {
          return true;
        }
        var child = at.children().get(name);
        if (child == null) {
          return false;
        }
        at = child;
      }
    }
    return at.isLeaf();
  }

  /**
   * Whether a document that this was applied to still has everything that a pruning keeps. May
   * return false although it has.
   */
  public boolean keeps(Pruning parts) {
    return isAll() || (pruning == null && shape == null && keeps(root, parts));
  }

  private static boolean keeps(PathTree mask, Pruning parts) {
    if (mask.isLeaf()) {
      return true;
    }
    if (parts.isWhole() || parts.ends() || parts.children() != null) {
      return false;
    }
    return parts.members().entrySet().stream()
        .allMatch(
            member -> {
              var at = mask.children().get(member.getKey());
              return at != null && keeps(at, member.getValue());
            });
  }

  /** The projection of the document that replaces the link at a path, which is kept. */
  public Projection below(String path) {
    var subtree = root.at(path);
    if (subtree == null || subtree.children().isEmpty()) {
      return ALL;
    }
    return keeps(path)
        ? new Projection(WHOLE + "," + subtree, subtree.whole())
        : new Projection(subtree.toString(), subtree);
  }

  /** A mask as {@link #parse} reads it, or the text of a pruning or a shape. */
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
}
