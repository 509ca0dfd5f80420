package dev.pokebatch.fetcher.guard;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** A histogram of call durations. Thread-safe. */
public final class LatencyHistogram {

  /** Upper bounds of the buckets in milliseconds; a further bucket counts all longer calls. */
  public static final List<Integer> BOUNDS_MS =
      List.of(1, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000);

  private final List<LongAdder> counts =
      IntStream.rangeClosed(0, BOUNDS_MS.size()).mapToObj(bound -> new LongAdder()).toList();
  private final LongAdder nanos = new LongAdder();

  void add(long tookNanos) {
    var bound = 0;
    while (bound < BOUNDS_MS.size()
        && tookNanos > TimeUnit.MILLISECONDS.toNanos(BOUNDS_MS.get(bound))) {
      bound++;
    }
    counts.get(bound).increment();
    nanos.add(tookNanos);
  }

  HistogramSnapshot snapshot() {
    return new HistogramSnapshot(counts.stream().map(LongAdder::sum).toList(), nanos.sum() / 1e9);
  }

  /**
   * The durations so far.
   *
   * @param counts number of calls in each bucket of {@link #BOUNDS_MS}, and last the number of
   *     longer calls
   * @param seconds sum of all durations
   */
  public record HistogramSnapshot(List<Long> counts, double seconds) {

    /** Copies the list. */
    public HistogramSnapshot {
      counts = List.copyOf(counts);
    }

    /** The number of calls. */
    public long count() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }
}
