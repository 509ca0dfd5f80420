package dev.pokebatch.gateway.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pokebatch.fetcher.launch.FetcherSettings;
import dev.pokebatch.process.settings.HeapBudget;
import dev.pokebatch.process.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gateway and fetchers in one process share its heap. */
class HeapOfTwoTest {

  private static final long MIB = 1 << 20;

  @ParameterizedTest
  @ValueSource(longs = {112, 124, 128, 248, 256, 512, 1_024, 4_096, 65_536})
  void whatIsNotSetFitsTheHeap(long mib) {
    var settings = Settings.of(Map.of());
    read(settings, mib * MIB);

    settings.check();
  }

  @Test
  void poolsThatFitTheHeapOfOneButNotOfBothAreRefused() {
    var settings = Settings.of(Map.of("ANSWER_MEMORY_BYTES", String.valueOf(100 * MIB)));
    read(settings, 256 * MIB);

    assertThatThrownBy(settings::check)
        .hasMessageContainingAll("ANSWER_MEMORY_BYTES", "CACHE_MAX_BYTES")
        .hasMessageContaining("must be at most three quarters of the heap, " + 192 * MIB);
    var alone = Settings.of(Map.of("ANSWER_MEMORY_BYTES", String.valueOf(100 * MIB)));
    var heap = new HeapBudget(alone, 256 * MIB);
    assertThat(GatewaySettings.gateway(alone, heap, heap.heap()).answerMemory())
        .isEqualTo(100 * MIB);
    heap.check();
    alone.check();
  }

  private static void read(Settings settings, long bytes) {
    var heap = new HeapBudget(settings, bytes);
    GatewaySettings.gateway(settings, heap, bytes / 2);
    FetcherSettings.fetcher(settings, heap);
    heap.check();
  }
}
