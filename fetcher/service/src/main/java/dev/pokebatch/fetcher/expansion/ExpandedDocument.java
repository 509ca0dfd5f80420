package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.BrokenLink;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.Origin;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A document whose links were replaced by documents.
 *
 * @param body the JSON text
 * @param effort the effort of fetching the replacing documents, and of a shape
 * @param freshForMs how long all replacing documents stay fresh, in milliseconds
 * @param broken the links that could not be replaced
 * @param unmatched the paths of the mask that matched nothing
 */
public record ExpandedDocument(
    Buffer body, Effort effort, long freshForMs, List<BrokenLink> broken, List<String> unmatched) {

  /**
   * Returns this document reduced to a shape. If links are broken, it is unknown what would match.
   */
  public ExpandedDocument reducedTo(ProjectedDocument shaped) {
    var names = broken.isEmpty() ? shaped.unmatched() : List.<String>of();
    return new ExpandedDocument(
        shaped.bytes(), effort.withWork(shaped.work()), freshForMs, broken, names);
  }

  /** Makes the reply: no fresher than its least fresh part. */
  public FetchReply.Found in(Origin origin, Effort own) {
    return new FetchReply.Found(
        body, origin.atMost(freshForMs), own.and(effort), broken, unmatched);
  }
}
