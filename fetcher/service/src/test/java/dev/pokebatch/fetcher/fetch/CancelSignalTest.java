package dev.pokebatch.fetcher.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CancelSignalTest {

  private final CancelSignal signal = new CancelSignal();
  private final ArrayList<String> told = new ArrayList<>();

  @Test
  void firesOnceAndTellsLateListenersAtOnce() {
    signal.onCancel(() -> told.add("early"));
    signal.cancel();
    signal.cancel();
    signal.onCancel(() -> told.add("late"));
    assertThat(told).containsExactly("early", "late");
  }

  @Test
  void aListenerThatThrowsDoesNotKeepTheSignalFromTheOthers() {
    signal.onCancel(
        () -> {
          throw new IllegalStateException("first");
        });
    signal.onCancel(() -> told.add("second"));
    signal.onCancel(
        () -> {
          throw new IllegalStateException("third");
        });
    assertThatThrownBy(signal::cancel).hasMessage("first");
    assertThat(told).containsExactly("second");
  }
}
