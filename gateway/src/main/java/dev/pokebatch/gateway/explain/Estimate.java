package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.dispatch.TransferStats;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Estimates the requests to the upstream that a batch needs, if nothing else is running. Each known
 * document that is not cached is requested once and takes the average time and bytes of its kind. A
 * wave starts when the one before has ended and takes as many rounds as its documents need at the
 * batch's concurrency. Documents that only a run determines are not included.
 *
 * @param requests requests to the upstream
 * @param bytes body bytes that the upstream sends, as they are encoded
 * @param timeMs milliseconds from the first request to the last response
 * @param basis the number of requests that the averages are based on; 0 if they are assumed
 */
record Estimate(int requests, long bytes, double timeMs, long basis) {

  /**
   * @param lists the targets of the lists that a run reads first
   * @param cached the targets that are cached, including lists
   */
  static Estimate of(
      Collection<String> lists,
      List<Wave> waves,
      Collection<String> cached,
      int concurrency,
      TransferStats transfers) {
    var sum = new EstimateSum(new HashSet<>(cached), concurrency, transfers);
    sum.add(lists);
    waves.forEach(wave -> sum.add(wave.targets()));
    return new Estimate(sum.requests, Math.round(sum.bytes), sum.timeMs, transfers.requests());
  }

  private static final class EstimateSum {
    private final Set<String> had;
    private final int concurrency;
    private final TransferStats transfers;
    private int requests;
    private double bytes;
    private double timeMs;

    private EstimateSum(Set<String> had, int concurrency, TransferStats transfers) {
      this.had = had;
      this.concurrency = concurrency;
      this.transfers = transfers;
    }

    private void add(Collection<String> wave) {
      var missing =
          wave.stream()
              .filter(DocumentList.Single::canBeAsked)
              .filter(had::add)
              .map(transfers::expected)
              .toList();
      var rounds = (missing.size() + concurrency - 1) / concurrency;
      requests += missing.size();
      bytes += missing.stream().mapToDouble(TransferStats.Average::bytes).sum();
      timeMs +=
          rounds * missing.stream().mapToDouble(TransferStats.Average::timeMs).average().orElse(0);
    }
  }
}
