package dev.pokebatch.process.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RepeatFilterTest {

  private final RepeatFilter filter = new RepeatFilter();

  @Test
  void equalWarningsPassOnceAMinuteAndAreCounted() {
    var told = new ListAppender<ILoggingEvent>();
    told.start();
    var log = (Logger) LoggerFactory.getLogger(RepeatFilter.class);
    log.addAppender(told);

    assertThat(decide(Level.WARN, "a", 0)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(Level.WARN, "a", 1)).isEqualTo(FilterReply.DENY);
    assertThat(decide(Level.WARN, "a", 59_999)).isEqualTo(FilterReply.DENY);
    assertThat(decide(Level.WARN, "b", 2)).isEqualTo(FilterReply.NEUTRAL);
    filter.report(60_000);
    log.detachAppender(told);

    assertThat(told.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("2 more times within a minute: a");
    assertThat(decide(Level.WARN, "a", 60_000)).isEqualTo(FilterReply.NEUTRAL);
  }

  @Test
  void whatIsNoWarningAlwaysPasses() {
    assertThat(decide(Level.INFO, "a", 0)).isEqualTo(FilterReply.NEUTRAL);
    assertThat(decide(Level.INFO, "a", 1)).isEqualTo(FilterReply.NEUTRAL);
  }

  private FilterReply decide(Level level, String message, long atMs) {
    var event = new LoggingEvent();
    event.setLoggerContext(new LoggerContext());
    event.setLevel(level);
    event.setMessage(message);
    event.setTimeStamp(atMs);
    return filter.decide(event);
  }
}
