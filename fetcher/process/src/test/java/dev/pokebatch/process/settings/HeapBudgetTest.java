package dev.pokebatch.process.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HeapBudgetTest {

  private static final long MIB = 1 << 20;

  @Test
  void poolsOfThreeQuartersOfTheHeapAreAccepted() {
    var settings = Settings.of(Map.of("A", "100000000"));
    var heap = new HeapBudget(settings, 256 * MIB);

    assertThat(heap.pool("A", 1, 1)).isEqualTo(100_000_000);
    assertThat(heap.pool("B", 192 * MIB - 100_000_000, 1)).isEqualTo(192 * MIB - 100_000_000);
    heap.check();
    settings.check();
    assertThat(heap)
        .hasToString(
            "memory pools: A=100000000 B=101326592, together 192 MiB of a heap of 256 MiB");
  }

  @Test
  void largerPoolsAreRejectedWithTheHeapSizeThatTheyNeed() {
    var settings = Settings.of(Map.of("A", "100000000", "B", "101326593"));
    var heap = new HeapBudget(settings, 256 * MIB);
    heap.pool("A", 1, 1);
    heap.pool("B", 1, 1);
    heap.check();

    assertThatThrownBy(settings::check)
        .hasMessage(
            "A + B is 201326593 bytes, and must be at most three quarters of the heap, 201326592:"
                + " lower them, or start the JVM with -Xmx264m");
  }

  @Test
  void aHeapBelowTheMinimumIsRejected() {
    var settings = Settings.of(Map.of());
    var heap = new HeapBudget(settings, 62 * MIB);
    heap.pool("A", 62 * MIB, 1);
    heap.check();

    assertThatThrownBy(settings::check)
        .hasMessage("the heap has 62 MiB and needs 128: start the JVM with -Xmx128m");
  }
}
