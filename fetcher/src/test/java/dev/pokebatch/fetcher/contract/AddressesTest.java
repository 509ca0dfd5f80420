package dev.pokebatch.fetcher.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 64})
  void eachAddressIsServedByExactlyOneOfAProcessesVerticles(int count) {
    var served =
        IntStream.range(0, count).boxed().flatMap(i -> Addresses.served(i, count)).toList();

    assertThat(served).hasSize(Addresses.SLOTS).doesNotHaveDuplicates();
  }

  @Test
  void everyTargetHasAnAddressThatIsServed() {
    var served = new HashSet<>(Addresses.served(0, 1).toList());

    assertThat(served)
        .containsAll(
            IntStream.range(0, 2_000).mapToObj(i -> Addresses.of("pokemon/" + i)).toList());
  }

  @Test
  void targetsAreSpreadEvenly() {
    var counts =
        IntStream.range(1, 1_026)
            .mapToObj(i -> Addresses.of("pokemon/" + i))
            .filter(new HashSet<>(Addresses.served(0, 2).toList())::contains)
            .count();

    assertThat(counts).isBetween(420L, 605L);
  }
}
