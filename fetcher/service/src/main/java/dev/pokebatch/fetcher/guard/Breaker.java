package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

/**
 * Fails at once what would go to an upstream that fails anyway, and tells the circuit how the rest
 * went: the time on the wire, for what a call waits for us is no fault of the upstream's.
 */
public final class Breaker implements Fetch {

  private final Circuit circuit;
  private final Fetch next;

  /** Lets through what the circuit lets through. */
  public Breaker(Circuit circuit, Fetch next) {
    this.circuit = circuit;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var pass = circuit.enter();
    return pass.isEmpty()
        ? Future.failedFuture(new FetchException(circuit.refusal(), Effort.NONE))
        : next.get(call).onComplete(outcome -> tell(pass.get(), outcome));
  }

  private static void tell(Circuit.Pass pass, AsyncResult<Document> outcome) {
    if (outcome.succeeded()) {
      pass.ended(Verdict.HEALTHY, outcome.result().effort().timeMs());
    } else if (outcome.cause() instanceof FetchException known) {
      pass.ended(Verdict.of(known.failure()), known.effort().timeMs());
    } else {
      pass.ended(Verdict.NOT_COUNTED, 0);
    }
  }
}
