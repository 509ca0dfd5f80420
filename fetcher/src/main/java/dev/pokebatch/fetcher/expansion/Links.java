package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.fetcher.contract.BrokenLink;
import dev.pokebatch.fetcher.contract.Expansion;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The links of one document, sorted: those to be followed, each once however often it stands there,
 * and those that may not be. Links to what the document itself stands in just stay. Pure.
 *
 * @param wanted to be followed, and how often each stands there
 * @param refused beyond what the expansion allows
 * @param share how many links the document of each may follow in turn
 */
record Links(Map<Wanted, Integer> wanted, List<BrokenLink> refused, int share) {

  /** What a link names, and where such links stand. */
  record Wanted(String target, String path) {
    static Wanted of(Link link) {
      return new Wanted(link.target().toString(), link.path());
    }
  }

  static Links of(List<Link> links, Expansion expand, String document) {
    var wanted = new LinkedHashMap<Wanted, Integer>();
    var noted = links.subList(0, Math.min(links.size(), Cut.MOST_LINKS));
    for (var link : noted) {
      var target = link.target().toString();
      if (!target.equals(document) && !expand.ancestors().contains(target)) {
        wanted.merge(Wanted.of(link), 1, Integer::sum);
      }
    }
    var allowed = expand.depth() > 0 ? expand.links() : 0;
    var failure =
        expand.depth() > 0
            ? Failure.of(FailureKind.EXPAND_LINKS, "more links than are followed for one document")
            : Failure.of(FailureKind.EXPAND_DEPTH, "the link lies deeper than links are followed");
    var refused = new ArrayList<BrokenLink>();
    for (var link : links.subList(noted.size(), links.size())) {
      refused.add(new BrokenLink(link.path(), link.target().toString(), failure));
    }
    var some = wanted.keySet().iterator();
    for (var i = 0; some.hasNext(); i++) {
      var link = some.next();
      if (i >= allowed) {
        refused.add(new BrokenLink(link.path(), link.target(), failure));
        some.remove();
      }
    }
    var share = (allowed - wanted.size()) / Math.max(1, wanted.size());
    return new Links(wanted, refused, share);
  }
}
