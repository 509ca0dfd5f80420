package dev.pokebatch.contract;

import dev.pokebatch.contract.jsonpath.Pruning;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which parts of a document to keep: the fields that a client requests, as a mask of dotted paths,
 * or the parts that JSONPath queries read, as a {@link Pruning}. In a mask, commas separate the
 * paths, and a path applies to each element of an array, as in {@code types.type.name}. Immutable;
 * equal if the texts are equal.
 */
public final class Projection {

  /** Keeps the whole document. */
  public static final Projection ALL = new Projection("*", new PathTree());

  /** The longest mask that is accepted, in characters. */
  public static final int MAX_LENGTH = 4_096;

  /**
   * The longest text of a pruning, in characters. What it takes in memory is some fifty times as
   * long.
   */
  static final int MAX_PRUNING_LENGTH = 65_536;

  /** The longest text of a mask or of a pruning, in bytes of UTF-8. */
  static final int MAX_BYTES = 3 * MAX_PRUNING_LENGTH;

  /** The most names that a dotted path may have. */
  private static final int MOST_NAMES = 32;

  private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-]+");

  /** One dotted path. */
  static final Pattern PATH = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){0,31}");

  private final String text;
  private final PathTree root;
  private final @Nullable Pruning pruning;

  private Projection(String text, PathTree root) {
    this(text, root, null);
  }

  private Projection(String text, PathTree root, @Nullable Pruning pruning) {
    this.text = text;
    this.root = root;
    this.pruning = pruning;
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
        : new Projection(text, new PathTree(), pruning);
  }

  /**
   * A mask that keeps at least as much as a pruning. Where a query ends or selects all children,
   * the mask keeps the whole value.
   */
  public static Projection maskOf(Pruning pruning) {
    if (isMaskLeaf(pruning, 0)) {
      return ALL;
    }
    var paths = new StringBuilder();
    appendPaths(pruning, "", 0, paths);
    return paths.length() > MAX_LENGTH ? ALL : parse(paths.toString());
  }

  private static void appendPaths(Pruning pruning, String path, int depth, StringBuilder paths) {
    if (isMaskLeaf(pruning, depth)) {
      paths.append(paths.isEmpty() ? "" : ",").append(path);
      return;
    }
    pruning
        .members()
        .forEach(
            (name, member) ->
                appendPaths(member, path.isEmpty() ? name : path + "." + name, depth + 1, paths));
  }

  private static boolean isMaskLeaf(Pruning pruning, int depth) {
    return pruning.isWhole()
        || pruning.ends()
        || pruning.children() != null
        || pruning.members().isEmpty()
        || depth == MOST_NAMES
        || !pruning.members().keySet().stream()
            .allMatch(name -> PLAIN_NAME.matcher(name).matches());
  }

  /** Reads the text of a mask or of a pruning, as {@link #toString} writes it. */
  static Projection read(String text) {
    return text.startsWith("{") ? of(Pruning.parse(text)) : parse(text);
  }

  /**
   * Reads {@code *}, or dotted paths separated by commas. Ignores space around a path.
   *
   * @throws IllegalArgumentException if the text is invalid; the message may be shown to clients
   */
  public static Projection parse(String text) {
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
      if (path.equals("*")) {
        return ALL;
      }
      if (!PATH.matcher(path).matches()) {
        throw new IllegalArgumentException(
            "fields must be dotted paths separated by commas, such as id,types.type.name");
      }
      root.add(path);
    }
    return new Projection(text.replaceAll("\\s+", ""), root);
  }

  /** Whether the whole document is kept. */
  public boolean isAll() {
    return pruning == null && root.isLeaf();
  }

  /** The pruning; empty for a mask. */
  public Optional<Pruning> pruning() {
    return Optional.ofNullable(pruning);
  }

  /** The mask as a tree of names, at the top of the document. */
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
    return isAll() || (pruning == null && keeps(root, parts));
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
    if (keeps(path)) {
      return ALL;
    }
    var subtree = root.at(path);
    return subtree == null ? ALL : new Projection(subtree.toString(), subtree);
  }

  /** A mask as {@link #parse} reads it, or the text of a pruning. */
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
