package dev.pokebatch.gateway.run;

/**
 * Determines the documents of a step whose request does not name them. Calls {@link
 * LeafRun#resolved} or {@link LeafRun#unresolved} once. Confined to one event loop.
 */
sealed interface Resolution extends FetchSource permits ListResolution, ReferenceResolution {

  /** Starts, because the step starts. */
  void open();
}
