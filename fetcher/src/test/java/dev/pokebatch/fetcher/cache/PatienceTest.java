package dev.pokebatch.fetcher.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatienceTest {

  private final Patience patience = new Patience();

  @Test
  void nineInARowMayBeChance() {
    inVain(9);
    assertThat(patience.mayAsk(0)).isTrue();
    patience.rewarded();
    inVain(9);

    assertThat(patience.mayAsk(0)).isTrue();
  }

  @Test
  void afterTenOneMayAskEachSecond() {
    inVain(10);

    assertThat(patience.mayAsk(999)).isFalse();
    assertThat(patience.mayAsk(1_000)).isTrue();
    assertThat(patience.mayAsk(1_000)).isFalse();
    assertThat(patience.mayAsk(1_999)).isFalse();
    assertThat(patience.mayAsk(2_500)).isTrue();
    assertThat(patience.mayAsk(3_499)).isFalse();
  }

  @Test
  void oneAnswerEndsThat() {
    inVain(20);
    patience.rewarded();

    assertThat(patience.mayAsk(1)).isTrue();
  }

  @Test
  void aClockThatIsSetBackHoldsNobodyOffForLong() {
    inVain(10);

    assertThat(patience.mayAsk(-60_000)).isTrue();
    assertThat(patience.mayAsk(-60_000)).isFalse();
    assertThat(patience.mayAsk(-59_000)).isTrue();
  }

  private void inVain(int times) {
    for (var i = 0; i < times; i++) {
      patience.inVain(0);
    }
  }
}
