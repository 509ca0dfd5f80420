package dev.pokebatch.contract;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the messages from other processes that this process cannot read, and logs at most one of
 * them a minute. Safe for any thread.
 */
public final class UnreadableMessages {

  /** The messages that this process could not read. */
  static final UnreadableMessages OF_PROCESS = new UnreadableMessages(System::nanoTime);

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableMessages.class);
  private static final long LOG_INTERVAL_NS = TimeUnit.MINUTES.toNanos(1);

  private final LongSupplier nanoTime;
  private final AtomicLong count = new AtomicLong();
  private final AtomicBoolean hasLogged = new AtomicBoolean();
  private final AtomicLong loggedAt = new AtomicLong();

  /**
   * @param nanoTime as {@link System#nanoTime}
   */
  UnreadableMessages(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** How many messages this process could not read since its start. */
  public static long count() {
    return OF_PROCESS.count.get();
  }

  /**
   * Counts a message whose type could not be read either.
   *
   * @param reason why it could not be read, in our own words
   */
  public static void add(String reason) {
    OF_PROCESS.add("unknown", new IllegalArgumentException(reason));
  }

  /**
   * Counts a message.
   *
   * @param type the name of its codec
   * @param reason why it could not be read
   * @return whether it was logged too
   */
  boolean add(String type, RuntimeException reason) {
    var total = count.incrementAndGet();
    if (!mayLog()) {
      return false;
    }
    LOG.warn("Could not read a message of type {} ({} so far): {}", type, total, text(reason));
    return true;
  }

  /** Messages of libraries may quote what they read, which does not belong in the log. */
  private static String text(RuntimeException reason) {
    return reason instanceof IllegalArgumentException
        ? String.valueOf(reason.getMessage())
        : reason.getClass().getSimpleName();
  }

  private boolean mayLog() {
    var now = nanoTime.getAsLong();
    if (hasLogged.compareAndSet(false, true)) {
      loggedAt.set(now);
      return true;
    }
    var before = loggedAt.get();
    return now - before >= LOG_INTERVAL_NS && loggedAt.compareAndSet(before, now);
  }
}
