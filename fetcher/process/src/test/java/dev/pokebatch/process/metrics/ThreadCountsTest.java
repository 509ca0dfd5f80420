package dev.pokebatch.process.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Threads of Vert.x and other ones count together. */
class ThreadCountsTest {

  private static final int TIMES = 10_000;

  private final ThreadCounts counts = new ThreadCounts();

  @Test
  void noAdditionIsLostWhicheverThreadsAdd() throws InterruptedException {
    counts.reserve(5_000);
    var last = new Counter(counts);
    var kinds =
        Stream.<Function<Runnable, Thread>>of(
            Thread::new, Thread::new, FastThreadLocalThread::new, FastThreadLocalThread::new);
    var threads = kinds.map(kind -> kind.apply(() -> addTo(last))).toList();
    threads.forEach(Thread::start);
    for (var thread : threads) {
      thread.join();
    }

    assertThat(last.sum()).isEqualTo(4 * TIMES);
    assertThat(counts.sum(0)).isEqualTo(4 * 3 * TIMES);
    assertThat(counts.sum(1)).isZero();
  }

  private void addTo(Counter last) {
    for (var i = 0; i < TIMES; i++) {
      counts.add(0, 3);
      last.increment();
    }
  }
}
