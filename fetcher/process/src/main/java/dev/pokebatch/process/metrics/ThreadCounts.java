package dev.pokebatch.process.metrics;

import io.netty.util.concurrent.FastThreadLocal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Numbers that only grow. Each thread of Vert.x adds to numbers of its own, which are summed when
 * they are read, so that processors do not pass cache lines to and fro. A {@link
 * java.util.concurrent.atomic.LongAdder} tells threads apart only once two of them add at the same
 * moment. Thread-safe.
 */
final class ThreadCounts {

  private final AtomicInteger reserved = new AtomicInteger();

  /** Those of threads that have ended are kept: Vert.x has a fixed number of threads. */
  private final Queue<Cells> all = new ConcurrentLinkedQueue<>();

  /** Other threads come and go, and add seldom. */
  private final Cells others = newCells();

  private final FastThreadLocal<Cells> own =
      new FastThreadLocal<>() {
        @Override
        protected Cells initialValue() {
          return newCells();
        }
      };

  /** Returns the first of so many new numbers in a row. */
  int reserve(int numbers) {
    return reserved.getAndAdd(numbers);
  }

  /** Adds to a number. */
  void add(int number, long count) {
    if (Thread.currentThread() instanceof FastThreadLocalThread) {
      own.get().add(number, count);
    } else {
      synchronized (others) {
        others.add(number, count);
      }
    }
  }

  /** Returns what all threads have added to a number. */
  long sum(int number) {
    var sum = 0L;
    for (var cells : all) {
      sum += cells.get(number);
    }
    return sum;
  }

  private Cells newCells() {
    var cells = new Cells();
    all.add(cells);
    return cells;
  }

  /** The numbers of one thread; other threads only read them. */
  private static final class Cells {
    private static final int FIRST_LENGTH = 1_024;
    private static final VarHandle NUMBER = MethodHandles.arrayElementVarHandle(long[].class);

    private volatile long[] numbers = new long[FIRST_LENGTH];

    private void add(int number, long count) {
      if (number >= numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.max(number + 1, 2 * numbers.length));
      }
      NUMBER.setOpaque(numbers, number, (long) NUMBER.getOpaque(numbers, number) + count);
    }

    private long get(int number) {
      var current = numbers;
      return number < current.length ? (long) NUMBER.getOpaque(current, number) : 0;
    }
  }
}
