package dev.pokebatch.process.trace;

/**
 * Decides which of a series of spans are recorded: the first 32, every second one up to 64, every
 * fourth one up to 128, and so on. So the whole series is seen, 2,000 documents make 128 spans, and
 * twice as many make 16 more. Confined to one event loop.
 */
public final class SpanSample {

  private static final int ALL_OF = 32;

  private long count;

  /** Returns whether the next span is recorded. */
  public boolean takesNext() {
    var number = count++;
    return number < ALL_OF || number % (Long.highestOneBit(number) / (ALL_OF / 2)) == 0;
  }
}
