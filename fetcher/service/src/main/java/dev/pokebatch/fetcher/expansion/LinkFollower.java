package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.Correlation;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.process.memory.ExpectedSizes;
import dev.pokebatch.process.trace.SpanSample;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the documents of one document's links, a bounded number at a time. A failed document
 * leaves only its own link in place. Confined to one event loop.
 */
final class LinkFollower {

  /** Maximum number of linked documents in flight for one document. */
  private static final int MAX_IN_FLIGHT = 32;

  /**
   * Minimum allowance of a linked document, in bytes; a larger document is requested again with a
   * larger one.
   */
  private static final long MIN_ALLOWANCE = 1 << 14;

  /** How often an expanded document is in memory while a shape is made of it. */
  private static final int SHAPE_COPIES = 3;

  /** Time reserved for assembling and sending the reply: a quarter of the budget, at most this. */
  private static final long MAX_RESERVE_MS = 200;

  private final FetcherClient fetchers;
  private final FetchRequest request;
  private final String document;
  private final ProjectedDocument projected;
  private final ExpansionMemory memory;
  private final ExpectedSizes sizes;
  private final LinkPlan links;
  private final long deadline;
  private final Iterator<LinkTarget> next;
  private final Map<LinkTarget, FetcherCall> inFlight = new LinkedHashMap<>();
  private final Map<LinkTarget, FetchReply> replies = new HashMap<>();
  private final Promise<Map<LinkTarget, FetchReply>> done = Promise.promise();
  private final SpanSample spans = new SpanSample();
  private long bytesLeft;

  /** Number of links that wait for memory. */
  private int queued;

  LinkFollower(
      FetcherClient fetchers,
      FetchRequest request,
      String document,
      ProjectedDocument projected,
      LinkPlan links,
      long arrivedAt,
      ExpansionMemory memory,
      ExpectedSizes sizes) {
    this.fetchers = fetchers;
    this.request = request;
    this.document = document;
    this.projected = projected;
    this.memory = memory;
    this.sizes = sizes;
    this.links = links;
    this.next = links.targets().keySet().iterator();
    var budgetMs = request.budget().millis();
    var reserveMs = Math.min(MAX_RESERVE_MS, budgetMs / 4);
    this.deadline = arrivedAt + TimeUnit.MILLISECONDS.toNanos(budgetMs - reserveMs);
  }

  /**
   * Fetches all documents.
   *
   * @param maxBytes maximum sum of their sizes
   * @return the reply for each link; fails if the expansion fails as a whole
   */
  Future<Map<LinkTarget, FetchReply>> run(long maxBytes) {
    bytesLeft = maxBytes;
    fetchMore();
    return done.future();
  }

  /** Ends early and cancels what is in flight. */
  void fail(FetchException why) {
    if (done.tryFail(why)) {
      fetchers.cancel(List.copyOf(inFlight.values()));
    }
  }

  /** Milliseconds left for following links. */
  long leftMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  /** Called at the deadline: fails if only memory is missing. */
  void giveUp() {
    if (inFlight.isEmpty()) {
      fail(
          FetchException.of(
              FailureKind.DEADLINE_EXCEEDED,
              "the memory for the linked documents was not free in time"));
    }
  }

  private void fetchMore() {
    while (next.hasNext()
        && inFlight.size() + queued < MAX_IN_FLIGHT
        && !done.future().isComplete()) {
      queue(next.next());
    }
    if (inFlight.isEmpty() && queued == 0 && !next.hasNext()) {
      var length = (long) Splice.length(projected, replies);
      memory.take(
          request.fields().shape().isPresent() ? SHAPE_COPIES * length : length,
          () -> done.tryComplete(replies));
    }
  }

  private void queue(LinkTarget link) {
    queued++;
    var expected = Math.max(MIN_ALLOWANCE, sizes.expected(kind(link)) * 3 / 2);
    memory.take(
        expected,
        () -> {
          queued--;
          ask(link, new LinkAllowance(memory, expected, length -> fits(link, length)));
        });
  }

  /** The kind for size estimates: links at the same path lead to documents of similar size. */
  private String kind(LinkTarget link) {
    return link.path() + "?" + request.fields().below(link.path());
  }

  private void ask(LinkTarget link, LinkAllowance allowance) {
    var call =
        fetchers.fetch(
            request.client(),
            link.target(),
            request.fields().below(link.path()),
            request.expand().below(link.path(), document, links.share()),
            request.transport(),
            request.cache(),
            new Budget(leftMs()),
            FetcherClient.A_MOMENT,
            allowance,
            correlation());
    inFlight.put(link, call);
    call.reply().onSuccess(reply -> replied(link, allowance, reply));
  }

  /** Only a sample of the linked documents is recorded in the trace. */
  private Correlation correlation() {
    var all = request.correlation();
    return spans.takesNext() ? all : all.unrecorded();
  }

  private void replied(LinkTarget link, LinkAllowance allowance, FetchReply reply) {
    inFlight.remove(link);
    replies.put(link, reply);
    var length = reply instanceof FetchReply.Found found ? found.body().length() : 0;
    allowance.settle(length);
    if (length > 0) {
      sizes.saw(kind(link), length);
    }
    if (fits(link, length)) {
      bytesLeft -= (long) length * links.targets().getOrDefault(link, 1);
    }
    fetchMore();
  }

  /**
   * Whether a document of this size fits, as often as its link occurs; if not, fails the expansion.
   */
  private boolean fits(LinkTarget link, long length) {
    var isTooLarge = length * links.targets().getOrDefault(link, 1) > bytesLeft;
    if (isTooLarge) {
      fail(
          FetchException.of(
              FailureKind.EXPAND_BYTES,
              "the document with its links followed is larger than the limit"));
    }
    return !isTooLarge;
  }
}
