package dev.pokebatch.process.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.spi.metrics.EventBusMetrics;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.lang.management.ManagementFactory;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The counters of the event bus, beside those of Vert.x, and what they cost a message. */
class EventBusMetersTest {

  private static final int MESSAGES = 100_000;
  private static final String REPLIES = "__vertx.reply.1";
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void namesLabelsAndValuesAreThoseOfVertx() {
    var theirs = new Metrics();
    var options =
        new MicrometerMetricsOptions()
            .setEnabled(true)
            .setRegistryName(getClass().getName())
            .setLabels(EnumSet.of(Label.EB_SIDE));
    EventBusMetrics<?> vertx =
        new MicrometerMetricsFactory(theirs.registry())
            .metrics(new VertxOptions().setMetricsOptions(options))
            .createEventBusMetrics();
    use(vertx);
    var ours = new Metrics();
    use(new EventBusMeters(ours));

    assertThat(lines(ours)).containsAll(lines(theirs));
    assertThat(lines(ours))
        .filteredOn(line -> !lines(theirs).contains(line))
        .allSatisfy(line -> assertThat(line).endsWith(" 0.0"));
  }

  @Test
  void nothingIsAllocatedForAMessage() {
    var meters = new EventBusMeters(new Metrics());
    var handler = meters.handlerRegistered("fetch");
    var least = Long.MAX_VALUE;
    for (var round = 0; round < 5; round++) {
      var before = THREADS.getCurrentThreadAllocatedBytes();
      for (var i = 0; i < MESSAGES; i++) {
        meters.messageSent("fetch", false, true, false);
        meters.messageReceived("fetch", false, true, 1);
        meters.messageDelivered(handler, true);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }

    assertThat(least).isLessThan(MESSAGES);
  }

  /** Makes every number of both sides another one, and not zero. */
  private static <H> void use(EventBusMetrics<H> meters) {
    var handler = meters.handlerRegistered("fetch");
    meters.handlerUnregistered(meters.handlerRegistered("jobs"));
    var internal = meters.handlerRegistered(REPLIES);
    for (var isLocal : List.of(true, false)) {
      for (var i = isLocal ? 0 : 10; i < 20; i++) {
        meters.messageSent("fetch", false, isLocal, !isLocal);
        meters.messageSent(REPLIES, false, isLocal, !isLocal);
        meters.messageReceived("fetch", false, isLocal, 1);
        meters.messageReceived(REPLIES, false, isLocal, 1);
      }
      for (var i = 0; i < 3; i++) {
        meters.messageSent("fetchers", true, isLocal, !isLocal);
        meters.messageReceived("fetchers", true, isLocal, 4);
        meters.messageReceived("nobody", true, isLocal, 0);
      }
      for (var i = 0; i < 5; i++) {
        meters.messageDelivered(handler, isLocal);
        meters.messageDelivered(internal, isLocal);
      }
      meters.discardMessage(handler, isLocal, null);
      meters.discardMessage(internal, isLocal, null);
    }
    for (var address : List.of("fetch", REPLIES)) {
      meters.messageWritten(address, 1_000);
      meters.messageRead(address, 10_000);
      meters.replyFailure(address, ReplyFailure.TIMEOUT);
    }
    meters.handlerUnregistered(internal);
  }

  private static List<String> lines(Metrics metrics) {
    return metrics
        .write(MetricsHandler.TEXT)
        .lines()
        .filter(line -> line.contains("vertx_eventbus"))
        .toList();
  }
}
