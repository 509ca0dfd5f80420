package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.FetchReply;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which paths of a mask match nothing in a document nor in those that replace its links. Pure. */
final class UnmatchedPaths {

  private UnmatchedPaths() {}

  /**
   * Returns the paths that match nothing.
   *
   * @param own the paths that match nothing in the document itself
   * @param links the links that are followed; paths below one that is refused count as matched,
   *     because it is unknown whether they would match
   * @param replies the replacing documents; where one is missing, its paths count as matched too
   */
  static List<String> of(List<String> own, LinkPlan links, Map<LinkTarget, FetchReply> replies) {
    return own.stream()
        .filter(path -> links.refused().stream().noneMatch(link -> isBelow(link.path(), path)))
        .filter(
            path ->
                links.targets().keySet().stream()
                    .filter(link -> isBelow(link.path(), path))
                    .noneMatch(link -> matches(path, link, replies.get(link))))
        .toList();
  }

  private static boolean isBelow(String link, String path) {
    return path.startsWith(link + ".");
  }

  private static boolean matches(String path, LinkTarget link, @Nullable FetchReply reply) {
    var rest = path.substring(link.path().length() + 1);
    return !(reply instanceof FetchReply.Found found && found.unmatched().contains(rest));
  }
}
