package dev.pokebatch.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * What is to be put in place of a document's links, and how far that may go.
 *
 * @param paths which links
 * @param depth how many documents deep, one within the other; at the end, links stay
 * @param links how many links may be followed, over all of what comes of the document
 * @param ancestors the documents that this one is to stand in, outermost first: none of them is
 *     entered again
 */
public record Expansion(LinkPaths paths, int depth, int links, List<String> ancestors) {

  /** Links stay as they are. */
  public static final Expansion NONE = new Expansion(LinkPaths.NONE, 0, 0, List.of());

  /** Copies the list. */
  public Expansion {
    ancestors = List.copyOf(ancestors);
  }

  /** The outermost document's. */
  public static Expansion of(LinkPaths paths, int depth, int links) {
    return paths.isNone() ? NONE : new Expansion(paths, depth, links, List.of());
  }

  /**
   * What is left for a document that a link names.
   *
   * @param path where the link stands
   * @param document the one that it stands in
   * @param share how many links it may follow
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
