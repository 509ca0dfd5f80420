package dev.pokebatch.gateway.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.dispatch.TransferStats.Average;
import org.junit.jupiter.api.Test;

/** Tests the averages of recent requests. */
class TransferStatsTest {

  private final TransferStats transfers = new TransferStats();

  @Test
  void withoutRequestsADefaultIsAssumed() {
    assertThat(transfers.expected("pokemon/1")).isEqualTo(TransferStats.UNSEEN);
    assertThat(transfers.requests()).isZero();
  }

  @Test
  void theAverageIsOfDocumentsOfTheSameResource() {
    transfers.add("pokemon/1", Effort.ofRequest(80, 7_000));
    transfers.add("pokemon/4", Effort.ofRequest(120, 9_000));
    transfers.add("nature/1", Effort.ofRequest(40, 500));

    assertThat(transfers.expected("pokemon/7")).isEqualTo(new Average(100, 8_000));
    assertThat(transfers.expected("nature/2")).isEqualTo(new Average(40, 500));
    assertThat(transfers.requests()).isEqualTo(3);
  }

  @Test
  void anUnknownKindHasTheAverageOfAllRequests() {
    transfers.add("pokemon/1", Effort.ofRequest(80, 7_000));
    transfers.add("", new Effort(1, 3, 0, 240, 5_000));

    assertThat(transfers.expected("move/1")).isEqualTo(new Average(80, 3_000));
    assertThat(transfers.expected("https://elsewhere.example/move/1"))
        .isEqualTo(transfers.expected("move/1"));
  }

  @Test
  void listsAndSubresourcesAreKindsOfTheirOwn() {
    transfers.add("pokemon?limit=100000&offset=0", Effort.ofRequest(50, 20_000));
    transfers.add("pokemon/1/encounters", Effort.ofRequest(50, 100));
    transfers.add("pokemon/1", Effort.ofRequest(100, 7_000));

    assertThat(transfers.expected("pokemon/2")).isEqualTo(new Average(100, 7_000));
    assertThat(transfers.expected("pokemon/2/encounters")).isEqualTo(new Average(50, 100));
    assertThat(transfers.expected("pokemon?limit=20&offset=0")).isEqualTo(new Average(50, 20_000));
  }

  @Test
  void cachedDocumentsDoNotCount() {
    transfers.add("pokemon/1", Effort.NONE);

    assertThat(transfers.expected("pokemon/1")).isEqualTo(TransferStats.UNSEEN);
  }

  @Test
  void olderRequestsCountLess() {
    for (var i = 0; i < 5_000; i++) {
      transfers.add("pokemon/1", Effort.ofRequest(1_000, 1_000));
    }
    for (var i = 0; i < 5_000; i++) {
      transfers.add("pokemon/1", Effort.ofRequest(10, 1_000));
    }

    assertThat(transfers.expected("pokemon/1").timeMs()).isCloseTo(10, within(5.0));
    assertThat(transfers.requests()).isBetween(500L, 1_000L);
  }
}
