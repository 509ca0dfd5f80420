package dev.pokebatch.process.metrics;

import io.micrometer.core.instrument.DistributionSummary;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.spi.metrics.EventBusMetrics;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages and handlers of the event bus under the names that Vert.x gives them. Vert.x' own
 * meters look each counter up by its labels for each message, and allocate for that; a document
 * needs a message. Replies and other internal addresses are not counted. Thread-safe.
 */
final class EventBusMeters implements EventBusMetrics<LongAdder> {

  private static final String INTERNAL = "__vertx.";

  private final EventBusSide local;
  private final EventBusSide remote;
  private final LongAdder handlers = new LongAdder();
  private final Counter replyFailures;
  private final DistributionSummary bytesWritten;
  private final DistributionSummary bytesRead;

  EventBusMeters(Metrics metrics) {
    local = new EventBusSide(metrics, "local");
    remote = new EventBusSide(metrics, "remote");
    metrics.gauge(
        "vertx.eventbus.handlers", "", "Number of event bus handlers in use", handlers::sum);
    replyFailures =
        metrics.counter("vertx.eventbus.reply.failures", "Number of message reply failures");
    bytesWritten =
        bytes(metrics, "written", "sent while sending messages to event bus cluster peers");
    bytesRead =
        bytes(metrics, "read", "received while reading messages from event bus cluster peers");
  }

  private static DistributionSummary bytes(Metrics metrics, String what, String help) {
    return DistributionSummary.builder("vertx.eventbus.bytes." + what)
        .description("Number of bytes " + help)
        .register(metrics.registry());
  }

  private static boolean isInternal(String address) {
    return address.startsWith(INTERNAL);
  }

  private EventBusSide side(boolean isLocal) {
    return isLocal ? local : remote;
  }

  /** Returns what counts the handler, or null if it is not counted. */
  @Override
  public @Nullable LongAdder handlerRegistered(String address) {
    if (isInternal(address)) {
      return null;
    }
    handlers.increment();
    return handlers;
  }

  @Override
  public void handlerUnregistered(@Nullable LongAdder handler) {
    if (handler != null) {
      handler.decrement();
    }
  }

  @Override
  public void messageSent(String address, boolean publish, boolean isLocal, boolean isRemote) {
    if (!isInternal(address)) {
      side(isLocal).sent(publish);
    }
  }

  @Override
  public void messageReceived(String address, boolean publish, boolean isLocal, int receivers) {
    if (!isInternal(address)) {
      side(isLocal).received(receivers);
    }
  }

  @Override
  public void messageDelivered(@Nullable LongAdder handler, boolean isLocal) {
    if (handler != null) {
      side(isLocal).processed();
    }
  }

  @Override
  public void discardMessage(@Nullable LongAdder handler, boolean isLocal, Message<?> message) {
    if (handler != null) {
      side(isLocal).discarded();
    }
  }

  @Override
  public void messageWritten(String address, int bytes) {
    if (!isInternal(address)) {
      bytesWritten.record(bytes);
    }
  }

  @Override
  public void messageRead(String address, int bytes) {
    if (!isInternal(address)) {
      bytesRead.record(bytes);
    }
  }

  @Override
  public void replyFailure(String address, ReplyFailure failure) {
    if (!isInternal(address)) {
      replyFailures.increment();
    }
  }
}
