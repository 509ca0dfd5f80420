package dev.pokebatch.gateway.batch;

import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.PathTree;
import dev.pokebatch.contract.Projection;
import java.util.Objects;

/**
 * What a client wants to see of a document.
 *
 * @param fields what to keep, after links were followed
 * @param expand which links to replace by what they name
 */
public record View(Projection fields, LinkPaths expand) {

  /** All of it, as it is. */
  public static final View WHOLE = new View(Projection.ALL, LinkPaths.NONE);

  /** Of just these fields. */
  public static View of(Projection fields) {
    return new View(fields, LinkPaths.NONE);
  }

  /** How many documents deep links may lead, at most: not every name on a path is a link's. */
  public int levels() {
    return levels(expand.root(), fields.root());
  }

  /**
   * @param kept what is kept of what stands here
   */
  private static int levels(PathTree links, PathTree kept) {
    return links.children().entrySet().stream()
        .filter(link -> kept.isLeaf() || kept.children().containsKey(link.getKey()))
        .mapToInt(link -> 1 + levels(link.getValue(), below(kept, link.getKey())))
        .max()
        .orElse(0);
  }

  private static PathTree below(PathTree kept, String name) {
    return kept.isLeaf() ? kept : Objects.requireNonNull(kept.children().get(name));
  }
}
