package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.process.memory.ExpectedSizes;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.memory.Reservation;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * Replaces links by documents. The documents are fetched concurrently over the event bus, so each
 * is fetched by the fetcher that caches it. Confined to one event loop.
 */
public final class Expander {

  private final Vertx vertx;
  private final FetcherClient fetchers;
  private final int maxBytes;
  private final List<LaneMemory> levels;
  private final ExpectedSizes sizes = new ExpectedSizes();

  /**
   * @param fetchers client for fetching the linked documents
   * @param maxBytes maximum size of an expanded document
   * @param levels memory pools by nesting level, outermost first. An expansion waits for memory of
   *     its own level only, and what it waits for is one level further in, so expansions cannot
   *     deadlock.
   */
  public Expander(Vertx vertx, FetcherClient fetchers, int maxBytes, List<MemoryPool> levels) {
    this.vertx = vertx;
    this.fetchers = fetchers;
    this.maxBytes = maxBytes;
    this.levels = levels.stream().map(pool -> new LaneMemory(vertx, pool)).toList();
  }

  /** The number of documents that wait for memory before their links are followed. */
  public int waiting() {
    return levels.stream().mapToInt(LaneMemory::waiting).sum();
  }

  /**
   * Reserves memory for a document whose links are to be followed. The caller closes the
   * reservation.
   *
   * @param textBytes the document's size
   * @param leftMs how long to wait, in milliseconds
   */
  public Future<Reservation> reserve(
      FetchRequest request, long textBytes, long leftMs, CancelSignal cancel) {
    var level = request.expand().ancestors().size();
    return levels
        .get(Math.min(level, levels.size() - 1))
        .reserve(request.client(), Math.min(maxBytes, textBytes), leftMs, cancel);
  }

  /**
   * Follows the links of a projected document.
   *
   * @param document the document's path, as {@code resource/key}
   * @param arrivedAt when the request arrived, by {@link System#nanoTime}
   * @param reserved memory for the projection, and afterwards for the expanded document
   * @return the expanded document, or a {@link FetchException}: cancelled, late, or too large
   */
  public Future<ExpandedDocument> expand(
      FetchRequest request,
      String document,
      ProjectedDocument projected,
      CancelSignal cancel,
      long arrivedAt,
      Reservation reserved) {
    var links = LinkPlan.of(projected, request.expand(), document);
    var context = vertx.getOrCreateContext();
    var memory = new ExpansionMemory(reserved, task -> context.runOnContext(turn -> task.run()));
    var round =
        new LinkFollower(fetchers, request, document, projected, links, arrivedAt, memory, sizes);
    cancel.onCancel(
        () ->
            round.fail(
                FetchException.of(FailureKind.CANCELLED, "no caller waits for it any more")));
    var timer = vertx.setTimer(Math.max(1, round.leftMs()), late -> round.giveUp());
    return round
        .run(maxBytes - projected.bytes().length())
        .onComplete(done -> vertx.cancelTimer(timer))
        .map(
            replies -> {
              var expanded = Splice.of(projected, links, replies);
              memory.settle(expanded.body().length());
              return expanded;
            });
  }
}
