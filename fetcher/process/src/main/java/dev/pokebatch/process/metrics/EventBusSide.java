package dev.pokebatch.process.metrics;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the messages between handlers of this process, or those from and to other ones. A message
 * that is sent and processed costs three additions; the other numbers follow from these on each
 * scrape. Thread-safe.
 */
final class EventBusSide {

  private final Counter sent;
  private final Counter published;
  private final Counter delivered;
  private final Counter processed;
  private final Counter discarded;

  /** Messages that had no handler. */
  private final LongAdder undelivered = new LongAdder();

  /** Handlers of published messages, apart from the first of each. */
  private final LongAdder moreHandlers = new LongAdder();

  /**
   * Exports the counters.
   *
   * @param side value of their label: local or remote
   */
  EventBusSide(Metrics metrics, String side) {
    sent = counter(metrics, "sent", "Number of messages sent (point-to-point)", side);
    published =
        counter(metrics, "published", "Number of messages published (publish / subscribe)", side);
    delivered = counter(metrics, "delivered", "Number of messages delivered to handlers", side);
    processed = counter(metrics, "processed", "Number of processed messages", side);
    discarded = counter(metrics, "discarded", "Number of discarded messages", side);
    metrics.count(
        "vertx.eventbus.received",
        "Number of messages received",
        () -> delivered.sum() + undelivered.sum(),
        "side",
        side);
    metrics.gauge(
        "vertx.eventbus.pending",
        "",
        "Number of messages not processed yet",
        this::pending,
        "side",
        side);
  }

  private static Counter counter(Metrics metrics, String name, String help, String side) {
    return metrics.counter("vertx.eventbus." + name, help, "side", side);
  }

  /** Those that end are read first, so that none of them is missing among those that began. */
  private long pending() {
    var ended = processed.sum() + discarded.sum();
    return delivered.sum() + moreHandlers.sum() - ended;
  }

  void sent(boolean publish) {
    (publish ? published : sent).increment();
  }

  /** A message has arrived for so many handlers. */
  void received(int handlers) {
    if (handlers > 0) {
      delivered.increment();
    } else {
      undelivered.increment();
    }
    if (handlers > 1) {
      moreHandlers.add(handlers - 1);
    }
  }

  void processed() {
    processed.increment();
  }

  void discarded() {
    discarded.increment();
  }
}
