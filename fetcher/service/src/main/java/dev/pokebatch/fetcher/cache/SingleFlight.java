package dev.pokebatch.fetcher.cache;

import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.WaitingCallers;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Collapses equal concurrent calls into one flight. The flight lives as long as its most patient
 * caller and is cancelled when its last caller leaves. All callers get the same outcome, failures
 * included; no outcome is remembered. Confined to one event loop.
 */
public final class SingleFlight implements Fetch {

  private final LongSupplier nanoTime;
  private final Fetch next;
  private final Map<FlightKey, Flight> flights = new HashMap<>();

  /**
   * Collapses calls to {@code next}.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  public SingleFlight(LongSupplier nanoTime, Fetch next) {
    this.nanoTime = nanoTime;
    this.next = next;
  }

  @Override
  public Future<Document> get(FetchCall call) {
    var reloads = call.cacheMode() == CacheMode.RELOAD;
    var key = new FlightKey(call.path(), call.transport(), call.hasFallback(), reloads);
    var joined = flights.get(key);
    if (joined != null) {
      return joined.join(call).map(Document::joined);
    }
    var flight = new Flight(key);
    flights.put(key, flight);
    var leader = flight.join(call);
    next.get(call.sharedBy(flight, flight.signal)).onComplete(flight::complete);
    return leader;
  }

  /**
   * Includes {@code hasFallback}: a caller without a fallback must not join a call that is not
   * retried. Includes {@code reloads}: a caller that wants the document again must not join a
   * revalidation.
   */
  private record FlightKey(
      DocumentPath path, TransportKind transport, boolean hasFallback, boolean reloads) {}

  private final class Flight implements WaitingCallers {
    private final FlightKey key;
    private final CancelSignal signal = new CancelSignal();
    private final Map<Promise<Document>, WaitingCallers> waiting = new LinkedHashMap<>();

    private Flight(FlightKey key) {
      this.key = key;
    }

    private Future<Document> join(FetchCall call) {
      Promise<Document> promise = Promise.promise();
      waiting.put(promise, WaitingCallers.one(call.budget(), nanoTime));
      call.cancel().onCancel(() -> leave(promise));
      return promise.future();
    }

    private void leave(Promise<Document> promise) {
      if (waiting.remove(promise) == null) {
        return;
      }
      if (waiting.isEmpty()) {
        flights.remove(key, this);
        signal.cancel();
      }
      promise.fail(FetchException.of(FailureKind.CANCELLED, "nobody waits for it any more"));
    }

    private void complete(AsyncResult<Document> outcome) {
      flights.remove(key, this);
      var followers = List.copyOf(waiting.keySet());
      waiting.clear();
      followers.forEach(promise -> promise.handle(outcome));
    }

    @Override
    public long leftMs() {
      return waiting.values().stream().mapToLong(WaitingCallers::leftMs).max().orElse(0);
    }
  }
}
