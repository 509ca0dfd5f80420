package dev.pokebatch.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.gateway.dispatch.TransferStats;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tests estimates with requests that take 100 ms and return 1,000 bytes. */
class EstimateTest {

  private static final List<String> NONE = List.of();

  private final TransferStats transfers = new TransferStats();

  EstimateTest() {
    transfers.add("", Effort.ofRequest(100, 1_000));
  }

  @Test
  void documentsOfAWaveAreRequestedInRoundsOfTheConcurrency() {
    assertThat(estimate(NONE, NONE, 32, wave(1, 32))).isEqualTo(expected(32, 100));
    assertThat(estimate(NONE, NONE, 32, wave(1, 33))).isEqualTo(expected(33, 200));
  }

  @Test
  void wavesFollowOneAnother() {
    assertThat(estimate(NONE, NONE, 32, wave(1, 1), wave(2, 2), wave(3, 3)))
        .isEqualTo(expected(3, 300));
  }

  @Test
  void cachedDocumentsCostNothing() {
    assertThat(estimate(NONE, List.of("move/1", "move/2"), 1, wave(1, 3), wave(1, 2)))
        .isEqualTo(expected(1, 100));
  }

  @Test
  void aDocumentInTwoWavesIsRequestedOnceInTheFirst() {
    assertThat(estimate(NONE, NONE, 1, wave(1, 2), wave(1, 3))).isEqualTo(expected(3, 300));
  }

  @Test
  void listsThatAreNotCachedAreRequestedFirst() {
    var lists = List.of("move?limit=9&offset=0", "type?limit=9&offset=0");

    assertThat(estimate(lists, NONE, 2, wave(1, 2))).isEqualTo(expected(4, 200));
    assertThat(estimate(lists, lists, 2, wave(1, 2))).isEqualTo(expected(2, 100));
  }

  @Test
  void anEmptyBatchCostsNothing() {
    assertThat(estimate(NONE, NONE, 32)).isEqualTo(expected(0, 0));
  }

  private Estimate estimate(
      Collection<String> lists, Collection<String> held, int concurrency, Wave... waves) {
    return Estimate.of(lists, List.of(waves), held, concurrency, transfers);
  }

  private static Estimate expected(int requests, double timeMs) {
    return new Estimate(requests, requests * 1_000L, timeMs, 1);
  }

  private static Wave wave(int from, int to) {
    var targets = IntStream.rangeClosed(from, to).mapToObj(i -> "move/" + i).toList();
    return new Wave(List.of("0"), targets, false);
  }
}
