package dev.pokebatch.fetcher.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaleWaitBreakerTest {

  private final StaleWaitBreaker patience = new StaleWaitBreaker();

  @Test
  void nineFailuresInARowMayBeChance() {
    fail(9);
    patience.answered(1);
    fail(9);
    assertThat(patience.isLost()).isFalse();

    fail(1);
    assertThat(patience.isLost()).isTrue();
  }

  @Test
  void oneAnswerBringsItBack() {
    fail(20);
    patience.answered(1);

    assertThat(patience.isLost()).isFalse();
  }

  @Test
  void silenceLosesItAtOnceUnlessOthersHadAnAnswerMeanwhile() {
    patience.answered(1_000);
    patience.endured(1_000);
    assertThat(patience.isLost()).isFalse();

    patience.endured(1_001);
    assertThat(patience.isLost()).isTrue();
  }

  @Test
  void whileItIsLostOneMayAskEachSecond() {
    fail(10);

    assertThat(patience.mayProbe(5_000)).isTrue();
    assertThat(patience.mayProbe(5_000)).isFalse();
    assertThat(patience.mayProbe(5_999)).isFalse();
    assertThat(patience.mayProbe(6_500)).isTrue();
    assertThat(patience.mayProbe(7_499)).isFalse();
  }

  @Test
  void aClockThatIsSetBackHoldsNobodyOffForLong() {
    fail(10);

    assertThat(patience.mayProbe(60_000)).isTrue();
    assertThat(patience.mayProbe(0)).isTrue();
    assertThat(patience.mayProbe(0)).isFalse();
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      patience.failed();
    }
  }
}
