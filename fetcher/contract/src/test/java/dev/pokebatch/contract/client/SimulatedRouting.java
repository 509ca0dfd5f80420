package dev.pokebatch.contract.client;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * Requests for documents in simulated time: the event loops of gateways choose fetchers as they
 * really do, and each fetcher caches what it has got and asks the upstream once for equal requests.
 * How often a document is wanted follows Zipf's law.
 */
final class SimulatedRouting {

  private static final int DOCUMENTS = 10_000;
  private static final double REQUESTS_A_SECOND = 20_000;
  private static final double HIT_SECONDS = 0.002;
  private static final double MISS_SECONDS = 0.1;
  private static final int LANES = 2;

  private final Random random = new Random(25);
  private final double[] upTo = zipf();
  private final List<Fleet> loops;
  private final BitSet[] cached;
  private final List<Map<Integer, Double>> inFlight = new ArrayList<>();
  private final PriorityQueue<Reply> replies = new PriorityQueue<>();
  private final BitSet wanted = new BitSet();
  private long[] asked;
  private long upstream;
  private long chooseNanos;
  private long requests;
  private double now;

  /** A reply that is on its way, and the event loop that waits for it. */
  private record Reply(double at, int loop, Member member, int document, boolean isMiss)
      implements Comparable<Reply> {
    @Override
    public int compareTo(Reply other) {
      return Double.compare(at, other.at);
    }
  }

  /**
   * What happened since the last report.
   *
   * @param requests how many documents were requested
   * @param upstream how many requests the upstream got
   * @param distinct how many different documents have been requested, since the beginning
   * @param busiest requests of the busiest fetcher, as a multiple of the mean
   * @param leastBusy requests of the least busy fetcher, as a multiple of the mean
   * @param chooseMicros how long a gateway took to choose a fetcher
   */
  record Report(
      long requests,
      long upstream,
      int distinct,
      double busiest,
      double leastBusy,
      double chooseMicros) {

    JsonObject toJson(String contender) {
      return new JsonObject()
          .put("workload", "zipf")
          .put("contender", contender)
          .put("requests", requests)
          .put("upstreamRequests", upstream)
          .put("distinctDocuments", distinct)
          .put("busiestToMean", busiest)
          .put("leastBusyToMean", leastBusy)
          .put("chooseMicros", chooseMicros);
    }
  }

  SimulatedRouting(int fetchers, int eventLoops) {
    loops = SimulatedFleet.of(fetchers, LANES).known(eventLoops);
    cached = new BitSet[fetchers];
    Arrays.setAll(cached, i -> new BitSet());
    for (var i = 0; i < fetchers; i++) {
      inFlight.add(new HashMap<>());
    }
    asked = new long[fetchers];
  }

  private static double[] zipf() {
    var sums = new double[DOCUMENTS];
    var sum = 0.0;
    for (var i = 0; i < DOCUMENTS; i++) {
      sum += 1.0 / (i + 1);
      sums[i] = sum;
    }
    return sums;
  }

  private int nextDocument() {
    var at = Arrays.binarySearch(upTo, random.nextDouble() * upTo[DOCUMENTS - 1]);
    return Math.min(DOCUMENTS - 1, at < 0 ? -at - 1 : at);
  }

  /** Requests documents, and reports on them. */
  Report run(int count) {
    upstream = 0;
    chooseNanos = 0;
    requests = 0;
    asked = new long[asked.length];
    for (var i = 0; i < count; i++) {
      now += -Math.log(1 - random.nextDouble()) / REQUESTS_A_SECOND;
      receive(now);
      var document = nextDocument();
      wanted.set(document);
      requests++;
      request(random.nextInt(loops.size()), document);
    }
    var all = Arrays.stream(asked).filter(each -> each > 0).summaryStatistics();
    return new Report(
        requests,
        upstream,
        wanted.cardinality(),
        all.getMax() / all.getAverage(),
        all.getMin() / all.getAverage(),
        chooseNanos / 1e3 / requests);
  }

  private void request(int loop, int document) {
    var target = "pokemon/" + document;
    var begunAt = System.nanoTime();
    var member = loops.get(loop).choose(target, Set.of()).orElseThrow();
    chooseNanos += System.nanoTime() - begunAt;
    member.sent(target);
    var fetcher = SimulatedFleet.number(member);
    asked[fetcher]++;
    var isMiss = !cached[fetcher].get(document);
    var at = isMiss ? got(fetcher, document) : now + HIT_SECONDS;
    replies.add(new Reply(at, loop, member, document, isMiss));
  }

  /** When a fetcher will have a document: equal requests join. */
  private double got(int fetcher, int document) {
    return inFlight
        .get(fetcher)
        .computeIfAbsent(
            document,
            d -> {
              upstream++;
              return now + MISS_SECONDS;
            });
  }

  private void receive(double until) {
    while (!replies.isEmpty() && replies.peek().at <= until) {
      var reply = replies.remove();
      reply.member.ended("pokemon/" + reply.document, true);
      if (reply.isMiss) {
        var fetcher = SimulatedFleet.number(reply.member);
        cached[fetcher].set(reply.document);
        inFlight.get(fetcher).remove(reply.document);
      }
    }
  }

  /**
   * A fetcher is lost, with its cache. What it was asked for is requested from others.
   *
   * @return how many documents it had cached
   */
  int lose(int fetcher) {
    loops.forEach(loop -> loop.departed("fetcher-" + fetcher));
    var lost = replies.stream().filter(r -> SimulatedFleet.number(r.member) == fetcher).toList();
    replies.removeAll(lost);
    lost.forEach(reply -> request(reply.loop, reply.document));
    return cached[fetcher].cardinality();
  }
}
