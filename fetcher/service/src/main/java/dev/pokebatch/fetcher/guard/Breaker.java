package dev.pokebatch.fetcher.guard;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;

/**
 * Fails calls at once while the circuit is open, and reports the outcome and the time on the wire
 * of all others. Time spent waiting in our queues does not count as slowness of the upstream.
 */
public final class Breaker implements Fetch {

  private final Circuit circuit;
  private final Fetch next;

  /** Guards {@code next} by the circuit. */
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
    } else if (outcome.cause() instanceof FetchException exception) {
      pass.ended(Verdict.of(exception.failure()), exception.effort().timeMs());
    } else {
      pass.ended(Verdict.NOT_COUNTED, 0);
    }
  }
}
