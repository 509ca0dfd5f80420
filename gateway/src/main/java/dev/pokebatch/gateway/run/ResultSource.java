package dev.pokebatch.gateway.run;

/** What gives results to a {@link ResultSink}, as the sink sees it. Confined to one event loop. */
public interface ResultSource {

  /** Goes on after the sink was full. */
  void resume();

  /**
   * Runs what an event of the sink's asks for. Whatever it throws ends the source: the log gets an
   * incident, what is in flight is cancelled, and {@link ResultSink#fail} is called.
   */
  void guard(Runnable action);
}
