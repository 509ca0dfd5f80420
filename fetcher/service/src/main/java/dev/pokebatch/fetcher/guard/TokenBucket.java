package dev.pokebatch.fetcher.guard;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast a process may ask the upstream: its share of the rate that all processes have together,
 * less where the upstream refuses that. Shared by all fetcher verticles of a process, and safe to
 * share.
 */
public final class TokenBucket {

  /** Of a rate that the upstream has brought us down to, what may go at once. */
  private static final double CUT_BURST_SECONDS = 0.1;

  private final int wholeRate;
  private final int wholeBurst;
  private final LongSupplier nanoTime;
  private final AcceptedRate accepted;
  private final Bucket bucket;
  private int processes = 1;
  private double setRate;

  /**
   * @param rate requests a second of all processes together; 0 is as many as are asked for,
   *     whatever the upstream says
   * @param burst requests of all of them that may go at once where there were none before
   * @param nanoTime as {@link System#nanoTime}
   */
  public TokenBucket(int rate, int burst, LongSupplier nanoTime) {
    this.wholeRate = rate;
    this.wholeBurst = burst;
    this.nanoTime = nanoTime;
    this.setRate = Math.max(1, rate);
    this.accepted = new AcceptedRate(setRate, nanoTime.getAsLong());
    this.bucket =
        Bucket.builder()
            .addLimit(bandwidth())
            .withCustomTimePrecision(new NanoTimeMeter(nanoTime))
            .build();
  }

  /**
   * Takes a token.
   *
   * @return 0 where there was one; else after how many nanoseconds to ask again
   */
  synchronized long take() {
    if (wholeRate == 0) {
      return 0;
    }
    accepted.tick(nanoTime.getAsLong());
    adjust(TokensInheritanceStrategy.AS_IS);
    return bucket.tryConsumeAndReturnRemaining(1).getNanosToWaitForRefill();
  }

  /** The upstream answered a request. */
  synchronized void answered() {
    accepted.answered(nanoTime.getAsLong());
  }

  /**
   * The upstream refused a request because there were too many.
   *
   * @param sentAt when it was sent
   * @param explained whether the number of requests under way explains that
   */
  public synchronized void refused(long sentAt, boolean explained) {
    var now = nanoTime.getAsLong();
    if (explained) {
      accepted.refusedOtherwise(now);
    } else if (accepted.refused(sentAt, now)) {
      adjust(TokensInheritanceStrategy.AS_IS);
    }
  }

  /** So many processes share the rate and the burst from now on. May be called from anywhere. */
  public synchronized void shareAmong(int count) {
    if (count > 0 && count != processes) {
      processes = count;
      accepted.limitTo(Math.max(1, wholeRate) / (double) count);
      adjust(TokensInheritanceStrategy.PROPORTIONALLY);
    }
  }

  private void adjust(TokensInheritanceStrategy tokens) {
    if (accepted.rate() != setRate) {
      setRate = accepted.rate();
      var changed = BucketConfiguration.builder().addLimit(bandwidth()).build();
      bucket.replaceConfiguration(changed, tokens);
    }
  }

  private Bandwidth bandwidth() {
    var burst = accepted.isFull() ? wholeBurst / (double) processes : setRate * CUT_BURST_SECONDS;
    var oneEach = Duration.ofNanos((long) (Duration.ofSeconds(1).toNanos() / setRate));
    return Bandwidth.builder().capacity(Math.max(1, (long) burst)).refillGreedy(1, oneEach).build();
  }

  private record NanoTimeMeter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
