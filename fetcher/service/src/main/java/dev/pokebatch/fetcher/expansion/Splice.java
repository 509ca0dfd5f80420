package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Replaces links by documents as bytes, without parsing either again. Pure. */
final class Splice {

  private Splice() {}

  static ExpandedDocument of(
      ProjectedDocument projected, LinkPlan links, Map<LinkTarget, FetchReply> replies) {
    var effort = new Effort(0, 0, 0, 0, 0);
    var freshForMs = Long.MAX_VALUE;
    var broken = new BrokenLinks(links.refused());
    for (var link : links.targets().keySet()) {
      var reply = replies.get(link);
      if (reply == null) {
        continue;
      }
      effort = effort.and(reply.effort());
      if (reply instanceof FetchReply.Found found) {
        freshForMs = Math.min(freshForMs, found.origin().freshForMs());
        found.broken().forEach(inner -> broken.add(inner.within(link.path())));
      } else if (reply instanceof FetchReply.Failed failed) {
        broken.add(new BrokenLink(link.path(), link.target(), failed.failure()));
      }
    }
    return new ExpandedDocument(
        body(projected, replies),
        effort,
        freshForMs,
        broken.links,
        UnmatchedPaths.of(projected.unmatched(), links, replies));
  }

  private static Buffer body(ProjectedDocument projected, Map<LinkTarget, FetchReply> replies) {
    var text = projected.bytes();
    var body = Buffer.buffer(length(projected, replies)); // sized exactly: it may be megabytes
    var at = 0;
    for (var link : projected.links()) {
      if (replies.get(LinkTarget.of(link)) instanceof FetchReply.Found found) {
        body.appendBuffer(text, at, link.from() - at).appendBuffer(found.body());
        at = link.to();
      }
    }
    return body.appendBuffer(text, at, text.length() - at);
  }

  /** The size of the expanded document, in bytes. */
  static int length(ProjectedDocument projected, Map<LinkTarget, FetchReply> replies) {
    var length = projected.bytes().length();
    for (var link : projected.links()) {
      if (replies.get(LinkTarget.of(link)) instanceof FetchReply.Found found) {
        length += found.body().length() - (link.to() - link.from());
      }
    }
    return length;
  }

  /**
   * Collects the links that were not replaced. Of the links beyond a limit, which may be many, only
   * one for each path is reported.
   */
  private static final class BrokenLinks {
    private final List<BrokenLink> links = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();

    private BrokenLinks(List<BrokenLink> own) {
      own.forEach(this::add);
    }

    private void add(BrokenLink link) {
      if (!isBeyondLimit(link.failure())
          || refused.add(link.failure().kind() + " " + link.path())) {
        links.add(link);
      }
    }

    private static boolean isBeyondLimit(Failure failure) {
      return failure.kind() == FailureKind.EXPAND_LINKS
          || (failure.kind() == FailureKind.EXPAND_DEPTH && !failure.equals(LinkPlan.CIRCULAR));
    }
  }
}
