package dev.pokebatch.fetcher.guard;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The token bucket of a process: its share of the rate that all processes have together, or less if
 * the upstream refuses that rate. A part of the burst is a reserve for clients that recently had
 * less than their share, so a client that takes all other tokens does not delay them. Shared by all
 * lanes; thread-safe.
 */
public final class TokenBucket {

  /** Burst of a reduced rate, in seconds of that rate. */
  private static final double CUT_BURST_SECONDS = 0.1;

  /** Maximum number of tokens in reserve: two small batches. */
  private static final long RESERVE = 64;

  private static final int PART_OF_BURST = 32;

  private final int wholeRate;
  private final int wholeBurst;
  private final LongSupplier nanoTime;
  private final AcceptedRate accepted;
  private final Bucket bucket;
  private final RecentUse use;
  private int processes = 1;
  private double setRate;

  /**
   * @param rate requests a second of all processes together; 0 for no limit, whatever the upstream
   *     refuses
   * @param burst requests of all processes at once after a pause
   * @param nanoTime as {@link System#nanoTime}
   */
  public TokenBucket(int rate, int burst, LongSupplier nanoTime) {
    this.wholeRate = rate;
    this.wholeBurst = burst;
    this.nanoTime = nanoTime;
    this.setRate = Math.max(1, rate);
    this.accepted = new AcceptedRate(setRate, nanoTime.getAsLong());
    this.use = new RecentUse(nanoTime.getAsLong());
    this.bucket =
        Bucket.builder()
            .addLimit(bandwidth())
            .withCustomTimePrecision(new NanoTimeMeter(nanoTime))
            .build();
  }

  /**
   * Takes a token if there is one.
   *
   * @param client whose share the token counts in
   * @return 0 if a token was taken; otherwise after how many nanoseconds to ask again
   */
  synchronized long take(String client) {
    if (wholeRate == 0) {
      return 0;
    }
    var now = nanoTime.getAsLong();
    accepted.tick(now);
    use.tick(now);
    adjust(TokensInheritanceStrategy.AS_IS);
    var left = use.isBelowShare(client, setRate) ? 0 : reserve();
    var probe = bucket.estimateAbilityToConsume(left + 1);
    if (probe.canBeConsumed() && bucket.tryConsume(1)) {
      use.used(client);
      return 0;
    }
    return Math.max(1, probe.getNanosToWaitForRefill());
  }

  /** The number of tokens that can be taken now. */
  public long available() {
    return bucket.getAvailableTokens();
  }

  /** The requests a second that this process may send; infinite if there is no limit. */
  public synchronized double rate() {
    return wholeRate == 0 ? Double.POSITIVE_INFINITY : accepted.rate();
  }

  /** Tokens that only clients below their share may take. */
  private long reserve() {
    return Math.min(RESERVE, capacity() / PART_OF_BURST);
  }

  /** Records that the upstream answered a request. */
  synchronized void answered() {
    accepted.answered(nanoTime.getAsLong());
  }

  /**
   * Records that the upstream refused a request because there were too many.
   *
   * @param sentAt when it was sent
   * @param explained whether the number of requests in flight explains the refusal
   */
  public synchronized void refused(long sentAt, boolean explained) {
    var now = nanoTime.getAsLong();
    if (explained) {
      accepted.refusedOtherwise(now);
    } else if (accepted.refused(sentAt, now)) {
      adjust(TokensInheritanceStrategy.AS_IS);
    }
  }

  /**
   * Sets the number of processes that share the rate and the burst. May be called from any thread.
   */
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
    var oneEach = Duration.ofNanos((long) (TimeUnit.SECONDS.toNanos(1) / setRate));
    return Bandwidth.builder().capacity(capacity()).refillGreedy(1, oneEach).build();
  }

  private long capacity() {
    var burst = accepted.isFull() ? wholeBurst / (double) processes : setRate * CUT_BURST_SECONDS;
    return Math.max(1, (long) burst);
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
