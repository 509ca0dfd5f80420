package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RendezvousTest {

  private static final List<String> FETCHERS = List.of("a", "b", "c", "d");
  private static final List<String> TARGETS =
      IntStream.rangeClosed(1, 4_000).mapToObj(i -> "pokemon/" + i).toList();

  @Test
  void targetsAreSpreadEvenlyOverTheFetchers() {
    var shares =
        TARGETS.stream()
            .collect(Collectors.groupingBy(t -> owner(t, FETCHERS), Collectors.counting()));

    assertThat(shares).hasSize(4);
    assertThat(shares.values()).allMatch(share -> share > 880 && share < 1_120);
  }

  @Test
  void whenAFetcherLeavesOnlyItsTargetsMove() {
    var remaining = List.of("a", "b", "d");

    assertThat(TARGETS)
        .filteredOn(target -> !owner(target, FETCHERS).equals("c"))
        .allMatch(target -> owner(target, FETCHERS).equals(owner(target, remaining)));
  }

  @Test
  void theTargetsOfAFetcherThatLeavesAreSpreadOverTheOthers() {
    var remaining = List.of("a", "b", "d");
    var newOwners =
        TARGETS.stream()
            .filter(target -> owner(target, FETCHERS).equals("c"))
            .collect(Collectors.groupingBy(t -> owner(t, remaining), Collectors.counting()));

    assertThat(newOwners.values()).hasSize(3).allMatch(share -> share > 250);
  }

  private static String owner(String target, List<String> fetchers) {
    return fetchers.stream()
        .max(Comparator.comparingLong(fetcher -> Rendezvous.weight(target, fetcher)))
        .orElseThrow();
  }
}
