package dev.pokebatch.gateway.run;

/**
 * How a step finds out which documents it stands for, where the request does not say. It tells its
 * step what comes of it, once. Confined to one event loop.
 */
sealed interface Resolution extends FetchSource permits ListResolution, ReferenceResolution {

  /** The step's turn has come. */
  void open();
}
