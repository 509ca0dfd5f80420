package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.client.FetcherCall;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.fetcher.expansion.LinkPlan.LinkTarget;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.process.memory.ExpectedSizes;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One document's links while they are followed, so many at once. A document that does not come
 * fails alone. Confined to one event loop.
 */
final class LinkFollower {

  /** Documents under way for one document at once. */
  private static final int MAX_IN_FLIGHT = 32;

  /** So many bytes any link's document may have; a document that has more is asked for twice. */
  private static final long MIN_ALLOWANCE = 1 << 14;

  /** What is kept of the time, to put everything together and send it back: a tenth, 200 ms. */
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
  private long bytesLeft;

  /** Links that wait for memory before they are asked for. */
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
    var reserveMs = Math.min(MAX_RESERVE_MS, budgetMs / 10);
    this.deadline = arrivedAt + TimeUnit.MILLISECONDS.toNanos(budgetMs - reserveMs);
  }

  /**
   * Follows them.
   *
   * @param maxBytes how many bytes may come of it
   * @return a reply to each; or why there is nothing at all
   */
  Future<Map<LinkTarget, FetchReply>> run(long maxBytes) {
    bytesLeft = maxBytes;
    fetchMore();
    return done.future();
  }

  /** Ends before all is there. */
  void fail(FetchException why) {
    if (done.tryFail(why)) {
      fetchers.cancel(List.copyOf(inFlight.values()));
    }
  }

  /** Milliseconds for which the links may be followed. */
  long leftMs() {
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
  }

  /** Ends at the deadline, where there is not enough memory to go on. */
  void giveUp() {
    if (inFlight.isEmpty()) {
      fail(
          FetchException.of(
              FailureKind.DEADLINE_EXCEEDED, "there was no memory for the links in time"));
    }
  }

  private void fetchMore() {
    while (next.hasNext()
        && inFlight.size() + queued < MAX_IN_FLIGHT
        && !done.future().isComplete()) {
      queue(next.next());
    }
    if (inFlight.isEmpty() && queued == 0 && !next.hasNext()) {
      memory.take(Splice.length(projected, replies), () -> done.tryComplete(replies));
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

  /** Links at the same place lead to documents of about the same size. */
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
            new Budget(leftMs()),
            FetcherClient.A_MOMENT,
            allowance);
    inFlight.put(link, call);
    call.reply().onSuccess(reply -> replied(link, allowance, reply));
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

  /** Fails where a document of so many bytes does not fit in, as often as it stands there. */
  private boolean fits(LinkTarget link, long length) {
    var isTooLarge = length * links.targets().getOrDefault(link, 1) > bytesLeft;
    if (isTooLarge) {
      fail(
          FetchException.of(
              FailureKind.EXPAND_BYTES, "with its links followed it is larger than we take"));
    }
    return !isTooLarge;
  }
}
