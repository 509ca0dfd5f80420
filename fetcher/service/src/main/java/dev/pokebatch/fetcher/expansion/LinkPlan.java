package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * Decides which links of a document to follow, each once however often it occurs, and which to
 * leave, and why. Pure.
 *
 * @param targets the links to follow, with the number of their occurrences
 * @param refused the links to leave: beyond the limits, circular, or external
 * @param share how many links each replacing document may follow in turn
 */
record LinkPlan(Map<LinkTarget, Integer> targets, List<BrokenLink> refused, int share) {

  private static final Failure EXTERNAL =
      Failure.of(FailureKind.FORBIDDEN_URL, "the link does not lead to a document of the upstream");

  /** The failure of a link to a document that contains this one. */
  static final Failure CIRCULAR =
      Failure.of(FailureKind.EXPAND_DEPTH, "the link leads to a document that contains this one");

  static LinkPlan of(ProjectedDocument projected, Expansion expand, String document) {
    var links = projected.links();
    var targets = new LinkedHashMap<LinkTarget, Integer>();
    var circular = new LinkedHashSet<LinkTarget>();
    var recorded = links.subList(0, Math.min(links.size(), ProjectedDocument.MAX_LINKS));
    for (var link : recorded) {
      var named = LinkTarget.of(link);
      if (named.target().equals(document) || expand.ancestors().contains(named.target())) {
        circular.add(named);
      } else {
        targets.merge(named, 1, Integer::sum);
      }
    }
    var allowed = expand.depth() > 0 ? expand.links() : 0;
    var failure =
        expand.depth() > 0
            ? Failure.of(FailureKind.EXPAND_LINKS, "more links than are followed for one document")
            : Failure.of(
                FailureKind.EXPAND_DEPTH, "the link is nested deeper than links are followed");
    var refused = new ArrayList<BrokenLink>();
    for (var link : projected.external()) {
      refused.add(new BrokenLink(link.path(), link.url(), EXTERNAL));
    }
    for (var link : circular) {
      refused.add(new BrokenLink(link.path(), link.target(), CIRCULAR));
    }
    for (var link : links.subList(recorded.size(), links.size())) {
      refused.add(new BrokenLink(link.path(), link.target().toString(), failure));
    }
    var some = targets.keySet().iterator();
    for (var i = 0; some.hasNext(); i++) {
      var link = some.next();
      if (i >= allowed) {
        refused.add(new BrokenLink(link.path(), link.target(), failure));
        some.remove();
      }
    }
    var share = (allowed - targets.size()) / Math.max(1, targets.size());
    return new LinkPlan(targets, refused, share);
  }
}
