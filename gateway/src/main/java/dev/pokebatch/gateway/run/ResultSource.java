package dev.pokebatch.gateway.run;

/** The source of a sink's results, as the sink sees it. Confined to one event loop. */
public interface ResultSource {

  /** Continues after the sink was full. */
  void resume();

  /**
   * Runs a callback of the sink. If it throws, the source ends: the exception is logged, documents
   * in flight are cancelled, and {@link ResultSink#fail} is called.
   */
  void guard(Runnable action);
}
