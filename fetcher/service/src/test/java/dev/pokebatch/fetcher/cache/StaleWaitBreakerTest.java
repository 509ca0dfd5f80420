package dev.pokebatch.fetcher.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StaleWaitBreakerTest {

  private final StaleWaitBreaker staleWaits = new StaleWaitBreaker();

  @Test
  void nineFailuresInARowDoNotOpenIt() {
    fail(9);
    staleWaits.answered(1);
    fail(9);
    assertThat(staleWaits.isOpen()).isFalse();

    fail(1);
    assertThat(staleWaits.isOpen()).isTrue();
  }

  @Test
  void oneResponseClosesIt() {
    fail(20);
    staleWaits.answered(1);

    assertThat(staleWaits.isOpen()).isFalse();
  }

  @Test
  void silenceOpensItUnlessTheUpstreamAnsweredOthersMeanwhile() {
    staleWaits.answered(1_000);
    staleWaits.timedOut(1_000);
    assertThat(staleWaits.isOpen()).isFalse();

    staleWaits.timedOut(1_001);
    assertThat(staleWaits.isOpen()).isTrue();
  }

  @Test
  void whileOpenOneProbeASecondIsAllowed() {
    fail(10);

    assertThat(staleWaits.mayProbe(5_000)).isTrue();
    assertThat(staleWaits.mayProbe(5_000)).isFalse();
    assertThat(staleWaits.mayProbe(5_999)).isFalse();
    assertThat(staleWaits.mayProbe(6_500)).isTrue();
    assertThat(staleWaits.mayProbe(7_499)).isFalse();
  }

  @Test
  void aClockThatIsSetBackDelaysProbesOnlyBriefly() {
    fail(10);

    assertThat(staleWaits.mayProbe(60_000)).isTrue();
    assertThat(staleWaits.mayProbe(0)).isTrue();
    assertThat(staleWaits.mayProbe(0)).isFalse();
  }

  private void fail(int times) {
    for (var i = 0; i < times; i++) {
      staleWaits.failed();
    }
  }
}
