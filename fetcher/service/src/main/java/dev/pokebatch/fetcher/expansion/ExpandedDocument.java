package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Origin;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A document whose links were replaced by documents.
 *
 * @param body the JSON text
 * @param effort the effort of fetching the replacing documents
 * @param freshForMs how long all replacing documents stay fresh, in milliseconds
 * @param broken the links that could not be replaced
 */
public record ExpandedDocument(
    Buffer body, Effort effort, long freshForMs, List<BrokenLink> broken) {

  /** Makes the reply: no fresher than its least fresh part. */
  public FetchReply.Found in(Origin origin, Effort own) {
    return new FetchReply.Found(body, origin.atMost(freshForMs), own.and(effort), broken);
  }
}
