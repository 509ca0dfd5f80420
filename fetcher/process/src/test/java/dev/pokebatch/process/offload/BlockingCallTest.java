package dev.pokebatch.process.offload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BlockingCallTest {

  private final ExecutorService thread = Executors.newSingleThreadExecutor();

  @AfterEach
  void stop() {
    thread.shutdownNow();
  }

  @Test
  void aCallThatIsCancelledBeforeItRunsIsSkipped() {
    var ran = new AtomicBoolean();
    var call = new BlockingCall<>(() -> ran.getAndSet(true));
    call.cancel();

    assertThatThrownBy(call::call).isInstanceOf(CancellationException.class);
    assertThat(ran).isFalse();
  }

  @Test
  void cancellingARunningCallInterruptsIt() throws Exception {
    var started = new CountDownLatch(1);
    var call =
        new BlockingCall<>(
            () -> {
              started.countDown();
              return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
            });
    var running = thread.submit(call);
    assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
    call.cancel();

    assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void cancellingACallDoesNotInterruptTheNextOne() throws Exception {
    for (var i = 0; i < 500; i++) {
      var call = new BlockingCall<>(() -> 1);
      var running = thread.submit(call);
      call.cancel();
      assertThat(
              thread.submit(() -> Thread.currentThread().isInterrupted()).get(10, TimeUnit.SECONDS))
          .isFalse();
      assertThat(running.isDone()).isTrue();
    }
  }
}
