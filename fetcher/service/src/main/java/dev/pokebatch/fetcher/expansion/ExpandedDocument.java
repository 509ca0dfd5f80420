package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Origin;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A document with others in place of its links.
 *
 * @param body one JSON text
 * @param effort what the others took
 * @param freshForMs for how long all of the others may be taken for what the upstream would say
 * @param broken the links that have stayed, though they were to be followed
 */
public record ExpandedDocument(
    Buffer body, Effort effort, long freshForMs, List<BrokenLink> broken) {

  /** The whole as a reply: no fresher than its parts. */
  public FetchReply.Found in(Origin origin, Effort own) {
    return new FetchReply.Found(body, origin.atMost(freshForMs), own.and(effort), broken);
  }
}
