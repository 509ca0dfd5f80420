package dev.pokebatch.process.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How often a member repairs registrations. */
class RepairPaceTest {

  private static final Set<String> TWO = Set.of("a", "b");

  private final RepairPace pace = new RepairPace();

  @Test
  void atRestAMemberRepairsAtEveryTenthTick() {
    repairs(50, TWO);

    assertThat(repairs(100, TWO)).isEqualTo(10);
  }

  @Test
  void whenAMemberHasGoneItRepairsAtEachTickForAMinute() {
    repairs(50, TWO);

    assertThat(repairs(29, Set.of("a"))).isEqualTo(29);
    assertThat(repairs(100, Set.of("a"))).isLessThan(12);
  }

  @Test
  void whileThereIsSomethingToRepairItRepairsAtEachTick() {
    repairs(50, TWO);
    pace.hasFoundSomething();

    assertThat(repairs(29, TWO)).isEqualTo(29);
  }

  private long repairs(int ticks, Set<String> members) {
    return IntStream.range(0, ticks).filter(tick -> pace.tick(members)).count();
  }
}
