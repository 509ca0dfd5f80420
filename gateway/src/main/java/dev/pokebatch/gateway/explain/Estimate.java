package dev.pokebatch.gateway.explain;

import dev.pokebatch.gateway.batch.DocumentList;
import dev.pokebatch.gateway.dispatch.TransferStats;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a batch would take of the upstream, were nothing else under way: each document that is known
 * and not held is asked for once, and takes what documents of its kind have taken on the average; a
 * wave takes as many rounds as its documents need at the batch's concurrency, and begins when the
 * one before is over. What only a run tells of is not in it.
 *
 * @param requests requests of the upstream
 * @param bytes what comes over the wire for them
 * @param timeMs milliseconds of waiting for the upstream, from beginning to end
 * @param basis how many requests the averages are over; 0 where they are but assumed
 */
record Estimate(int requests, long bytes, double timeMs, long basis) {

  /**
   * @param lists what a run would have to read before all else
   * @param held what need not be asked for, of the lists too
   */
  static Estimate of(
      Collection<String> lists,
      List<Wave> waves,
      Collection<String> held,
      int concurrency,
      TransferStats transfers) {
    var sum = new EstimateSum(new HashSet<>(held), concurrency, transfers);
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
