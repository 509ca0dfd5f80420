package dev.pokebatch.fetcher.expansion;

import dev.pokebatch.fetcher.client.Allowance;
import dev.pokebatch.fetcher.client.Call;
import dev.pokebatch.fetcher.client.FetcherClient;
import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.expansion.Links.Wanted;
import dev.pokebatch.fetcher.fetch.FetchException;
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
final class Round {

  /** Documents under way for one document at once. */
  private static final int AT_ONCE = 32;

  /** What is kept of the time, to put everything together and send it back: a tenth, 200 ms. */
  private static final long MOST_KEPT_MS = 200;

  private final FetcherClient fetchers;
  private final FetchRequest request;
  private final String document;
  private final Links links;
  private final long deadline;
  private final Iterator<Wanted> next;
  private final Map<Wanted, Call> underWay = new LinkedHashMap<>();
  private final Map<Wanted, FetchReply> replies = new HashMap<>();
  private final Promise<Map<Wanted, FetchReply>> done = Promise.promise();
  private long bytesLeft;

  Round(
      FetcherClient fetchers, FetchRequest request, String document, Links links, long arrivedAt) {
    this.fetchers = fetchers;
    this.request = request;
    this.document = document;
    this.links = links;
    this.next = links.wanted().keySet().iterator();
    var budgetMs = request.budget().millis();
    var keptMs = Math.min(MOST_KEPT_MS, budgetMs / 10);
    this.deadline = arrivedAt + TimeUnit.MILLISECONDS.toNanos(budgetMs - keptMs);
  }

  /**
   * Follows them.
   *
   * @param maxBytes how many bytes may come of it
   * @return a reply to each; or why there is nothing at all
   */
  Future<Map<Wanted, FetchReply>> run(long maxBytes) {
    bytesLeft = maxBytes;
    goOn();
    return done.future();
  }

  /** Ends before all is there. */
  void fail(FetchException why) {
    if (done.tryFail(why)) {
      fetchers.cancel(List.copyOf(underWay.values()));
    }
  }

  private void goOn() {
    while (next.hasNext() && underWay.size() < AT_ONCE && !done.future().isComplete()) {
      ask(next.next());
    }
    if (underWay.isEmpty() && !next.hasNext()) {
      done.tryComplete(replies);
    }
  }

  private void ask(Wanted link) {
    var left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
    var call =
        fetchers.fetch(
            link.target(),
            request.fields().below(link.path()),
            request.expand().below(link.path(), document, links.share()),
            request.transport(),
            new Budget(left),
            FetcherClient.A_MOMENT,
            Allowance.UNBOUNDED);
    underWay.put(link, call);
    call.reply().onSuccess(reply -> replied(link, reply));
  }

  private void replied(Wanted link, FetchReply reply) {
    underWay.remove(link);
    replies.put(link, reply);
    if (reply instanceof FetchReply.Found found) {
      bytesLeft -= (long) found.body().length() * links.wanted().getOrDefault(link, 1);
    }
    if (bytesLeft < 0) {
      fail(
          FetchException.of(
              FailureKind.EXPAND_BYTES, "with its links followed it is larger than we take"));
    }
    goOn();
  }
}
