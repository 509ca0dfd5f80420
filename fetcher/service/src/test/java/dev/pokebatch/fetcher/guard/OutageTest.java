package dev.pokebatch.fetcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTest {

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Outage outage = new Outage();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void stop() {
    logger().detachAppender(log);
  }

  @Test
  void anOutageIsLoggedOnceAndItsEndOnce() {
    fail(1_000);
    outage.circuitOpened(5_000);
    fail(10);
    outage.circuitOpened(5_000);
    assertThat(levels()).containsExactly(Level.WARN);

    outage.answered();
    outage.answered();
    outage.circuitClosed();
    assertThat(levels()).containsExactly(Level.WARN, Level.INFO);
  }

  @Test
  void tenFailuresInARowAreAnOutage() {
    fail(Outage.FAILURES - 1);
    outage.answered();
    fail(Outage.FAILURES - 1);
    assertThat(levels()).isEmpty();
    fail(1);

    assertThat(levels()).containsExactly(Level.WARN);
  }

  @Test
  void thirtyPercentFailuresAreNoOutage() {
    var random = new Random(1);
    for (var i = 0; i < 10_000; i++) {
      if (random.nextInt(10) < 3) {
        outage.failed();
      } else {
        outage.answered();
      }
    }
    assertThat(levels()).isEmpty();
  }

  @Test
  void aPartialOutageEndsWhenTheCircuitCloses() {
    fail(3);
    outage.circuitOpened(5_000);
    outage.answered();
    assertThat(levels()).containsExactly(Level.WARN);
    outage.circuitClosed();

    assertThat(levels()).containsExactly(Level.WARN, Level.INFO);
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      outage.failed();
    }
  }

  private List<Level> levels() {
    return log.list.stream().map(ILoggingEvent::getLevel).toList();
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(Outage.class);
  }
}
