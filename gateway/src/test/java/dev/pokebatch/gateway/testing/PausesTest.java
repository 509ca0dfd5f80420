package dev.pokebatch.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Both kinds of pauses of an event loop are detected. */
class PausesTest {

  private final Vertx vertx =
      Vertx.vertx(
          new VertxOptions()
              .setMaxEventLoopExecuteTime(50)
              .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS)
              .setBlockedThreadCheckInterval(10)
              .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS));

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aLoopThatWorksForLongIsFound() {
    var pauses = Pauses.during(vertx, () -> onTheLoop(PausesTest::workFor30Ms));

    assertThat(pauses.longestMs()).isBetween(30L, 90L);
  }

  @Test
  void soIsOneThatWaits() {
    var pauses = Pauses.during(vertx, () -> onTheLoop(PausesTest::waitFor200Ms));

    assertThat(pauses.warnings()).isNotEmpty();
  }

  /** When it has begun to tick, and until it has ticked again. */
  private void onTheLoop(Runnable work) {
    Promise<Void> done = Promise.promise();
    vertx.setTimer(
        20,
        begin -> {
          work.run();
          vertx.setTimer(20, end -> done.complete());
        });
    EmbeddedPair.await(done.future());
  }

  private static void workFor30Ms() {
    var threads = ManagementFactory.getThreadMXBean();
    var until = threads.getCurrentThreadCpuTime() + TimeUnit.MILLISECONDS.toNanos(30);
    while (threads.getCurrentThreadCpuTime() < until) {
      Thread.onSpinWait();
    }
  }

  private static void waitFor200Ms() {
    try {
      assertThat(new CountDownLatch(1).await(200, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
