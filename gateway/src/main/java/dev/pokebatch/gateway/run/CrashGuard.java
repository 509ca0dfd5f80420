package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.problem.Problems;
import dev.pokebatch.process.log.RequestFields;
import dev.pokebatch.process.log.RequestLocal;

/**
 * Runs the callbacks of one client's batches. If a callback throws, it ends the batches and reports
 * an internal error to the sink, so that the client gets an answer and nothing stays reserved.
 * Confined to one event loop.
 */
final class CrashGuard {

  private final ResultSink sink;
  private final RequestFields request;
  private Runnable onSilence = () -> {};
  private Runnable onCrash = () -> {};

  /**
   * Whether the sink must not be called any more: its client has gone, or {@code fail} was called.
   */
  private boolean silent;

  /**
   * @param request what the callbacks work for, for the log
   */
  CrashGuard(ResultSink sink, RequestFields request) {
    this.sink = sink;
    this.request = request;
  }

  /** Sets what {@link #silence} does. */
  void whenSilenced(Runnable action) {
    onSilence = action;
  }

  /** Sets what cancels the batches after a crash. */
  void whenCrashed(Runnable action) {
    onCrash = action;
  }

  /** Runs a callback; see {@link ResultSource#guard}. */
  void run(Runnable action) {
    RequestLocal.run(request, () -> runOrCrash(action));
  }

  private void runOrCrash(Runnable action) {
    try {
      action.run();
    } catch (RuntimeException | Error thrown) {
      crash(thrown);
    }
  }

  /** Ends all calls to the sink. */
  void silence() {
    silent = true;
    onSilence.run();
  }

  private void crash(Throwable thrown) {
    var problem = Problems.of(thrown); // logs it
    if (silent) {
      return;
    }
    silence();
    try {
      onCrash.run();
    } finally {
      sink.fail(problem);
    }
  }
}
