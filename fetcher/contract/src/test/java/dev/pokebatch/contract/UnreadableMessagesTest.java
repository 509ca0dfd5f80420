package dev.pokebatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class UnreadableMessagesTest {

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
  private final UnreadableMessages messages = new UnreadableMessages(now::get);
  private final RuntimeException reason = new IllegalArgumentException("a test");

  @Test
  void atMostOneUnreadableMessageAMinuteIsLogged() {
    assertThat(messages.add("Test", reason)).isTrue();
    assertThat(messages.add("Test", reason)).isFalse();

    now.addAndGet(TimeUnit.SECONDS.toNanos(59));
    assertThat(messages.add("Test", reason)).isFalse();

    now.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(messages.add("Test", reason)).isTrue();
    assertThat(messages.add("Test", reason)).isFalse();
  }
}
