package dev.pokebatch.process.offload;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A blocking call that can be called off from another thread: before it runs it is skipped, while
 * it runs its thread is interrupted, and after it has ended nothing happens, so that no interrupt
 * ever reaches the thread's next call.
 */
public final class BlockingCall<T> implements Callable<T> {

  private final Callable<T> body;
  private @Nullable Thread runner;
  private boolean off;

  /** Makes a call of the body. */
  public BlockingCall(Callable<T> body) {
    this.body = body;
  }

  @Override
  public T call() throws Exception {
    begin();
    try {
      return body.call();
    } finally {
      end();
    }
  }

  /** Calls it off. */
  public synchronized void callOff() {
    off = true;
    if (runner != null) {
      runner.interrupt();
    }
  }

  private synchronized void begin() {
    if (off) {
      throw new CancellationException("called off before it ran");
    }
    runner = Thread.currentThread();
  }

  private synchronized void end() {
    runner = null;
    Thread.interrupted(); // ours, if any
  }
}
