package dev.pokebatch.gateway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How often a process of eight event loops looks for jobs. */
class JobPollsTest {

  private static final int LOOPS = 8;

  private long nanos = 1;
  private final JobPolls polls = new JobPolls(() -> nanos);

  @Test
  void atRestTheWholeProcessLooksEveryFiveSeconds() {
    pass(60);

    assertThat(pass(60)).isEqualTo(12);
  }

  @Test
  void inTheFirstMinuteItLooksOnceASecond() {
    assertThat(pass(60)).isEqualTo(60);
  }

  @Test
  void whereAGatewayWasLostItLooksOnceASecondForAMinute() {
    pass(100);
    polls.expectJobs();

    assertThat(pass(60)).isEqualTo(60);
    assertThat(pass(60)).isLessThan(20);
  }

  /** Lets seconds pass, in each of which all loops ask; returns how many were to look. */
  private int pass(int seconds) {
    var looks = 0;
    for (var second = 0; second < seconds; second++) {
      for (var loop = 0; loop < LOOPS; loop++) {
        nanos += TimeUnit.SECONDS.toNanos(1) / LOOPS;
        looks += polls.isTime() ? 1 : 0;
      }
    }
    return looks;
  }
}
