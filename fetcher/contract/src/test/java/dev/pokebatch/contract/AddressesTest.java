package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void targetsAreSpreadEvenlyOverTheLanes(int lanes) {
    var counts =
        IntStream.rangeClosed(1, 4_800)
            .mapToObj(i -> Addresses.lane("pokemon/" + i, lanes))
            .collect(Collectors.groupingBy(lane -> lane, Collectors.counting()));

    assertThat(counts.keySet()).hasSize(lanes).allMatch(lane -> lane >= 0 && lane < lanes);
    assertThat(counts.values())
        .allMatch(count -> Math.abs(count - 4_800 / lanes) < 500 / lanes + 60);
  }

  @Test
  void equalTargetsMapToTheSameLane() {
    assertThat(Addresses.lane("pokemon/" + 25, 7)).isEqualTo(Addresses.lane("pokemon/25", 7));
  }
}
