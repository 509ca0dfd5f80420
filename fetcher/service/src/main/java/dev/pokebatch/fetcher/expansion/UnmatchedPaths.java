package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.FetchReply;
import java.util.Collection;
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
   * @param links the links that are followed
   * @param replies the replacing documents; where one is missing, its paths count as matched
   */
  static List<String> of(
      List<String> own, Collection<LinkTarget> links, Map<LinkTarget, FetchReply> replies) {
    return own.stream()
        .filter(
            path ->
                links.stream()
                    .filter(link -> path.startsWith(link.path() + "."))
                    .noneMatch(link -> matches(path, link, replies.get(link))))
        .toList();
  }

  private static boolean matches(String path, LinkTarget link, @Nullable FetchReply reply) {
    var rest = path.substring(link.path().length() + 1);
    return !(reply instanceof FetchReply.Found found && found.unmatched().contains(rest));
  }
}
