package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Bench.Measure;

/** Does a workload once, and says what that took. */
interface Runner {

  /** Does the work once, all of its batches. */
  Measure run(Workload workload);

  /** How often it does the work before it is measured. */
  default int warmUps(Workload workload) {
    return workload.warmUps();
  }
}
