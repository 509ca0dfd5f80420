package dev.pokebatch.gateway.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Tests deadlines with a clock that the test advances. */
class DeadlineTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE); // overflows, as nanoTime may

  @Test
  void theTimeLeftFollowsTheClockInWholeMilliseconds() throws TimeoutException {
    var vertx = Vertx.vertx();
    try {
      var deadline = new Deadline(vertx, nanos::get, 60_000, () -> {});

      assertThat(deadline.leftMs()).isEqualTo(60_000);
      nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(59_000) + 999_999);
      assertThat(deadline.leftMs()).isEqualTo(1_000);
      nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
      assertThat(deadline.leftMs()).isZero();
      deadline.close();
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }
}
