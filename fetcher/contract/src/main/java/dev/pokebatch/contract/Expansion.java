package dev.pokebatch.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * Which links of a document to replace by their documents, and the limits of that.
 *
 * @param paths the links to replace
 * @param depth how many documents may be nested in each other; deeper links stay links
 * @param links how many links may be followed in all, including those of nested documents
 * @param ancestors the documents that this one is nested in, outermost first; a link to one of them
 *     is not followed, since it would never end
 */
public record Expansion(LinkPaths paths, int depth, int links, List<String> ancestors) {

  /** The most documents that may be nested in each other. */
  public static final int MOST_DEPTH = 16;

  /** The most links that may be followed for one document. */
  public static final int MOST_LINKS = 1_000_000;

  /** Replaces no link. */
  public static final Expansion NONE = new Expansion(LinkPaths.NONE, 0, 0, List.of());

  /** Copies the list. */
  public Expansion {
    ancestors = List.copyOf(ancestors);
  }

  /** The expansion of an outermost document. */
  public static Expansion of(LinkPaths paths, int depth, int links) {
    return paths.isNone() ? NONE : new Expansion(paths, depth, links, List.of());
  }

  /**
   * The expansion of a nested document.
   *
   * @param path the path of its link in the outer document
   * @param document the outer document
   * @param share how many links the nested document may follow
   */
  public Expansion below(String path, String document, int share) {
    var rest = paths.below(path);
    if (rest.isNone()) {
      return NONE;
    }
    var line = new ArrayList<>(ancestors);
    line.add(document);
    return new Expansion(rest, depth - 1, share, line);
  }
}
