package dev.pokebatch.process.offload;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * A blocking call that another thread can cancel. Before it runs, it is skipped; while it runs, its
 * thread is interrupted; after it has ended, nothing happens, so that the interrupt never reaches
 * the thread's next call.
 */
public final class BlockingCall<T> implements Callable<T> {

  private final Callable<T> body;
  private @Nullable Thread runner;
  private boolean cancelled;

  /** Wraps a call. */
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

  /** Cancels the call. */
  public synchronized void cancel() {
    cancelled = true;
    if (runner != null) {
      runner.interrupt();
    }
  }

  private synchronized void begin() {
    if (cancelled) {
      throw new CancellationException("cancelled before it ran");
    }
    runner = Thread.currentThread();
  }

  private synchronized void end() {
    runner = null;
    Thread.interrupted(); // clears our interrupt, if there was one
  }
}
