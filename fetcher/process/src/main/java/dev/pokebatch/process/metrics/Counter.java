package dev.pokebatch.process.metrics;

/** A number of things that have happened. Thread-safe; allocates nothing when it grows. */
public class Counter {

  private final ThreadCounts counts;
  private final int number;

  /** Creates a counter of nothing yet. */
  Counter(ThreadCounts counts) {
    this.counts = counts;
    this.number = counts.reserve(1);
  }

  /** Adds one. */
  public final void increment() {
    add(1);
  }

  /** Adds so many. */
  public void add(long count) {
    counts.add(number, count);
  }

  /** Returns the count so far. */
  public final long sum() {
    return counts.sum(number);
  }
}
