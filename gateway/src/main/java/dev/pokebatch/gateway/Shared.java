package dev.pokebatch.gateway;

import dev.pokebatch.gateway.dispatch.Transfers;
import dev.pokebatch.gateway.job.KeysInProgress;
import dev.pokebatch.gateway.store.Database;

/**
 * What the gateway verticles of a process have in common; fit for any thread.
 *
 * @param transfers what the process has seen of the upstream
 * @param database of jobs and collections
 * @param keysInProgress of requests that are being accepted
 */
public record Shared(Transfers transfers, Database database, KeysInProgress keysInProgress) {

  /** With nothing seen so far. */
  public Shared(Database database) {
    this(new Transfers(), database, new KeysInProgress());
  }
}
