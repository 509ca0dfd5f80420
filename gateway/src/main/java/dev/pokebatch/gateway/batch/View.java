package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.PathTree;
import dev.pokebatch.contract.Projection;
import java.util.List;
import java.util.Objects;

/**
 * Which parts of a document a client wants.
 *
 * @param fields the fields to return, after links were expanded
 * @param expand the links to replace by the documents that they name
 * @param languages the client's language ranges (RFC 4647), the best first
 */
public record View(Projection fields, LinkPaths expand, List<String> languages) {

  /** The whole document, without expanded links. */
  public static final View WHOLE = new View(Projection.ALL, LinkPaths.NONE);

  /** Applies the languages to the fields. */
  public View {
    languages = List.copyOf(languages);
    fields = fields.inLanguages(languages);
  }

  /** A view without languages. */
  public View(Projection fields, LinkPaths expand) {
    this(fields, expand, List.of());
  }

  /** Returns a view of only these fields. */
  public static View of(Projection fields) {
    return new View(fields, LinkPaths.NONE);
  }

  /**
   * Returns the maximum number of levels of expanded documents; a path may also contain names that
   * are not links.
   */
  public int levels() {
    return levels(expand.root(), fields.root());
  }

  /**
   * @param fields the fields that are returned at this level
   */
  private static int levels(PathTree links, PathTree fields) {
    return links.children().entrySet().stream()
        .filter(link -> fields.isLeaf() || fields.children().containsKey(link.getKey()))
        .mapToInt(link -> 1 + levels(link.getValue(), below(fields, link.getKey())))
        .max()
        .orElse(0);
  }

  private static PathTree below(PathTree fields, String name) {
    return fields.isLeaf() ? fields : Objects.requireNonNull(fields.children().get(name));
  }
}
