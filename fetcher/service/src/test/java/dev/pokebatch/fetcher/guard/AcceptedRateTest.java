package dev.pokebatch.fetcher.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class AcceptedRateTest {

  private static final Offset<Double> HALF = within(0.5);

  private long now = -5;
  private final AcceptedRate rate = new AcceptedRate(500, now);

  @Test
  void ifATenthIsRefusedTheRateIsWhatWasAnswered() {
    answer(50);
    assertThat(refuse(9)).isFalse();
    assertThat(refuse(1)).isTrue();

    assertThat(rate.rate()).isCloseTo(50, HALF);
  }

  @Test
  void earlyInASecondTheAnswersOfTheSecondBeforeCount() {
    answer(60);
    pass(1_000);
    refuse(10);

    assertThat(rate.rate()).isCloseTo(60, HALF);
  }

  @Test
  void fewerRefusalsThanATenthChangeNothing() {
    for (var i = 0; i < 50; i++) {
      answer(19);
      assertThat(refuse(1)).isFalse();
    }
    assertThat(rate.isFull()).isTrue();
  }

  @Test
  void requestsSentBeforeTheCutDoNotCutAgain() {
    answer(50);
    var sentAt = now;
    refuse(10);
    pass(100);
    for (var i = 0; i < 200; i++) {
      assertThat(rate.refused(sentAt, now)).isFalse();
    }
    assertThat(rate.rate()).isCloseTo(50, HALF);
  }

  @Test
  void itGrowsBackByATwentiethASecond() {
    answer(50);
    refuse(10);
    pass(1_000);
    rate.tick(now);
    assertThat(rate.rate()).isCloseTo(52.5, HALF);

    pass(60_000);
    rate.tick(now);
    assertThat(rate.isFull()).isTrue();
    assertThat(rate.rate()).isEqualTo(500);
  }

  @Test
  void explainedRefusalsCountWhenTheyRecur() {
    answer(50);
    explain(100);
    pass(1_000);
    answer(40);
    explain(20);
    assertThat(rate.isFull()).isTrue();
    pass(1_000);
    rate.tick(now);

    assertThat(rate.rate()).isCloseTo(50, HALF);
  }

  @Test
  void itGrowsFasterTheLongerItIsUsedAndNoneIsRefused() {
    answer(50);
    refuse(10);
    for (var expected : new double[] {55, 66, 92.4}) {
      answer(50);
      pass(1_000);
      rate.tick(now);
      assertThat(rate.rate()).isCloseTo(expected, HALF);
    }
    answer(50);
    explain(1);
    pass(1_000);
    rate.tick(now);

    assertThat(rate.rate()).isCloseTo(1.05 * 92.4, HALF);
  }

  @Test
  void aReducedRateKeepsItsProportionToTheMaximum() {
    answer(60);
    refuse(10);
    rate.limitTo(250);

    assertThat(rate.rate()).isCloseTo(30, HALF);
    pass(60_000);
    rate.tick(now);
    assertThat(rate.rate()).isEqualTo(250);
  }

  private void pass(long millis) {
    now += Duration.ofMillis(millis).toNanos();
  }

  private void answer(int times) {
    for (var i = 0; i < times; i++) {
      rate.answered(now);
    }
  }

  private void explain(int times) {
    for (var i = 0; i < times; i++) {
      rate.refusedOtherwise(now);
    }
  }

  private boolean refuse(int times) {
    var cut = false;
    for (var i = 0; i < times; i++) {
      cut |= rate.refused(now, now);
    }
    return cut;
  }
}
