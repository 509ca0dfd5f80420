package dev.pokebatch.fetcher.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConcurrencyEstimateTest {

  private final ConcurrencyEstimate estimate = new ConcurrencyEstimate(1, 100);
  private long now;

  @Test
  void repeatedRefusalsAboveProvenLevelsRevealTheLimit() {
    accept(10);
    refuse(11, 2);

    assertThat(estimate.limit()).isEqualTo(10);
  }

  @Test
  void aSingleRefusalChangesNothing() {
    accept(10);
    assertThat(refuse(11, 1)).isFalse();

    assertThat(estimate.limit()).isEqualTo(100);
  }

  @Test
  void aSingleRefusalIsForgottenWhenAHigherLevelIsAccepted() {
    for (var level = 11; level < 90; level += 10) {
      refuse(level, 1);
      accept(level);
    }

    assertThat(estimate.limit()).isEqualTo(100);
  }

  @Test
  void requestsSentBeforeTheCutCanOnlyRaiseTheLimit() {
    refuse(1, 2);
    assertThat(estimate.limit()).isEqualTo(1);
    estimate.refused(5, now - 1, now);
    for (var level = 1; level <= 7; level++) {
      estimate.accepted(level, now - 1, now);
    }

    assertThat(estimate.limit()).isEqualTo(7);
  }

  @Test
  void fewRefusalsAtProvenLevelsChangeNothing() {
    accept(50);
    for (var i = 0; i < 1_000; i++) {
      if (i % 20 == 0) {
        assertThat(refuse(40, 1)).as("it is unexplained").isFalse();
      }
      accept(50);
    }

    assertThat(estimate.limit()).isEqualTo(100);
  }

  @Test
  void manyRefusalsAtProvenLevelsLowerTheLimit() {
    accept(50);
    refuse(11, 5);

    assertThat(estimate.limit()).isEqualTo(10);
  }

  @Test
  void afterSuchACutEarlierRequestsNoLongerRaiseTheLimit() {
    accept(50);
    refuse(11, 5);
    estimate.accepted(12, now - 1, now);

    assertThat(estimate.limit()).isEqualTo(10);
  }

  @Test
  void aRefusalAtLimitOneIsUnexplained() {
    refuse(1, 2);
    now++;

    assertThat(refuse(1, 1)).isTrue();
    assertThat(estimate.limit()).isEqualTo(1);
  }

  @Test
  void itGrowsByOneAfterAPauseAndThenFaster() {
    accept(10);
    refuse(11, 2);
    now += Duration.ofSeconds(1).toNanos() - 1;
    accept(10);
    assertThat(estimate.limit()).isEqualTo(10);
    now++;
    for (var limit : new int[] {11, 13, 16, 20, 25, 31, 38, 47, 58, 72, 90, 100}) {
      accept(estimate.limit());
      assertThat(estimate.limit()).isEqualTo(limit);
    }
  }

  @Test
  void anUnusedLimitDoesNotGrow() {
    accept(10);
    refuse(11, 2);
    now += Duration.ofMinutes(1).toNanos();
    accept(9);

    assertThat(estimate.limit()).isEqualTo(10);
  }

  @Test
  void afterIdlingTheLimitIsHalvedAndSoonRecovers() {
    accept(40);
    refuse(41, 2);
    estimate.idle();
    for (var limit : new int[] {20, 25, 31, 38, 40}) {
      assertThat(estimate.limit()).isEqualTo(limit);
      accept(limit);
    }

    assertThat(estimate.limit()).as("no more before the pause is over").isEqualTo(40);
  }

  @Test
  void idlingChangesNothingWithoutACut() {
    accept(40);
    estimate.idle();

    assertThat(estimate.limit()).isEqualTo(100);
  }

  @Test
  void thePauseDoublesWithEachFailedGrowthUpToHalfAMinute() {
    accept(10);
    refuse(11, 2);
    for (var seconds : new int[] {1, 2, 4, 8, 16, 32, 32}) {
      now += Duration.ofSeconds(seconds).toNanos() - 1;
      accept(10);
      assertThat(estimate.limit()).as("before %s s", seconds).isEqualTo(10);
      now++;
      accept(10);
      assertThat(estimate.limit()).as("after %s s", seconds).isEqualTo(11);
      refuse(11, 2);
      assertThat(estimate.limit()).isEqualTo(10);
    }
  }

  private void accept(int level) {
    estimate.accepted(level, now, now);
  }

  /** Returns whether the last refusal is unexplained. */
  private boolean refuse(int level, int times) {
    var unexplained = false;
    for (var i = 0; i < times; i++) {
      unexplained = estimate.refused(level, now, now);
    }
    return unexplained;
  }
}
