package dev.pokebatch.process.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Lets a warning or an error pass once a minute. Equal ones within that minute are counted, and one
 * line at its end has their number. Thread-safe.
 */
public final class RepeatFilter extends Filter<ILoggingEvent> {

  private static final long MINUTE_MS = 60_000;

  /** The most different lines that are counted in a minute; others pass. */
  private static final int MOST = 1_000;

  private final Map<String, Repeats> lines = new LinkedHashMap<>();
  private @Nullable ScheduledFuture<?> reports;

  private static final class Repeats {
    private final long since;
    private long count;

    private Repeats(long since) {
      this.since = since;
    }
  }

  @Override
  public void start() {
    reports =
        getContext()
            .getScheduledExecutorService()
            .scheduleWithFixedDelay(
                () -> report(System.currentTimeMillis()),
                MINUTE_MS,
                MINUTE_MS / 4,
                TimeUnit.MILLISECONDS);
    super.start();
  }

  @Override
  public void stop() {
    if (reports != null) {
      reports.cancel(false);
    }
    super.stop();
  }

  @Override
  public synchronized FilterReply decide(ILoggingEvent event) {
    if (!event.getLevel().isGreaterOrEqual(Level.WARN)) {
      return FilterReply.NEUTRAL;
    }
    var before = lines.get(text(event));
    if (before != null) {
      before.count++;
      return FilterReply.DENY;
    }
    if (lines.size() < MOST) {
      lines.put(text(event), new Repeats(event.getTimeStamp()));
    }
    return FilterReply.NEUTRAL;
  }

  private static String text(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return event.getFormattedMessage()
        + (thrown == null ? "" : ": " + thrown.getClassName() + ": " + thrown.getMessage());
  }

  /** Logs how often each line that is a minute old was repeated, and forgets it. */
  void report(long nowMs) {
    var repeated = new LinkedHashMap<String, Long>();
    synchronized (this) {
      lines
          .entrySet()
          .removeIf(
              line -> {
                var isOver = nowMs - line.getValue().since >= MINUTE_MS;
                if (isOver && line.getValue().count > 0) {
                  repeated.put(line.getKey(), line.getValue().count);
                }
                return isOver;
              });
    }
    var log = LoggerFactory.getLogger(RepeatFilter.class);
    repeated.forEach((text, count) -> log.warn("{} more times within a minute: {}", count, text));
  }
}
