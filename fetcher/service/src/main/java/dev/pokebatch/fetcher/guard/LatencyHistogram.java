package dev.pokebatch.fetcher.guard;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/** How long calls took: how many of them up to each of some bounds. For any thread. */
public final class LatencyHistogram {

  /** Upper bounds in milliseconds; what took longer than all of them is counted too. */
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

  Snapshot snapshot() {
    return new Snapshot(counts.stream().map(LongAdder::sum).toList(), nanos.sum() / 1e9);
  }

  /**
   * How long calls took until now.
   *
   * @param counts how many took no longer than each of {@link #BOUNDS_MS}, and longer than the one
   *     before; last of all, how many took longer than all of them
   * @param seconds all of them together
   */
  public record Snapshot(List<Long> counts, double seconds) {

    /** Copies the list. */
    public Snapshot {
      counts = List.copyOf(counts);
    }

    /** How many calls they were. */
    public long count() {
      return counts.stream().mapToLong(Long::longValue).sum();
    }
  }
}
