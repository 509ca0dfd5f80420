package dev.pokebatch.fetcher.guard;

import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.trace.TraceSpan;
import java.util.Locale;

/**
 * The spans of the stages that a call passes in the stack. A stage begins at one place of the stack
 * and ends at one further in, or with the call. Without tracing, there is nothing at these places.
 */
public final class StageSpans {

  private final boolean on;

  /**
   * @param on whether there is tracing
   */
  public StageSpans(boolean on) {
    this.on = on;
  }

  /** Returns a Fetch in which a stage begins before the next Fetch is called. */
  public Fetch begin(String name, Fetch next) {
    return !on
        ? next
        : call -> {
          if (!call.span().isRecorded()) {
            return next.get(call);
          }
          var stage = call.span().begin(name);
          return next.get(call.in(stage))
              .onFailure(cause -> fail(stage, cause))
              .onComplete(done -> stage.end());
        };
  }

  /** Returns a Fetch in which the current stage ends before the next Fetch is called. */
  public Fetch end(Fetch next) {
    return !on
        ? next
        : call -> {
          if (!call.span().isRecorded()) {
            return next.get(call);
          }
          call.span().end();
          return next.get(call.in(call.span().parent()));
        };
  }

  private static void fail(TraceSpan stage, Throwable cause) {
    if (cause instanceof FetchException exception) {
      stage.fail(exception.failure().kind().name().toLowerCase(Locale.ROOT));
    }
  }
}
