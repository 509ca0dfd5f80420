package dev.pokebatch.gateway.run;

/** Hears what becomes of a batch that is one of several. */
interface Ending {

  /** It has stopped, for one of its steps has failed. */
  void failed(BatchRun batch);

  /** All of it has settled. */
  void settled(BatchRun batch);
}
