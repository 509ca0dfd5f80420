package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.Correlation;
import dev.pokebatch.contract.DocumentArrived;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;

/**
 * Requests documents from fetchers over the event bus. Each call gets a reply within its budget,
 * even if fetchers fail. Confined to one event loop.
 */
public final class FetcherClient {

  /** How long a cluster may need to find its fetchers again after all of them were lost. */
  public static final Budget A_MOMENT = new Budget(1_000);

  /** How long a fetcher may take to say which documents it has cached. */
  private static final long CACHED_QUERY_MS = 1_000;

  private final Vertx vertx;
  private final ContextInternal context;
  private final EventBus bus;
  private final String name = UUID.randomUUID().toString();
  private final Fleet fleet = new Fleet();
  private final FleetMonitor monitor;
  private final UpstreamAvailability availability = new UpstreamAvailability();
  private final RequestBundles bundles = new RequestBundles(this);
  private final Set<FetcherCall> calls = new LinkedHashSet<>();
  private final Map<Long, FetcherCall> byRequest = new HashMap<>();
  private long requests;

  private FetcherClient(Vertx vertx) {
    this.vertx = vertx;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    this.bus = vertx.eventBus();
    this.monitor = new FleetMonitor(vertx, fleet, this::review);
  }

  /**
   * Starts to listen for fetchers. Call this on the event loop that will use the client.
   *
   * @return a client that knows all fetchers; in a cluster this takes a second, or up to ten until
   *     one of its other members is known as a fetcher
   */
  public static Future<FetcherClient> start(Vertx vertx) {
    return listen(vertx).compose(client -> client.monitor.complete().map(client));
  }

  /**
   * Like {@link #start}, but does not wait for any fetcher.
   *
   * @return a client that learns of fetchers as they announce themselves
   */
  public static Future<FetcherClient> listen(Vertx vertx) {
    var client = new FetcherClient(vertx);
    Inbox.<DocumentArrived>listen(
        client.bus,
        Addresses.caller(client.name),
        DocumentArrived.class,
        message -> client.arrived(message.body()));
    return client.monitor.listen(client.name).map(client);
  }

  /**
   * How many fetchers accept requests. Becomes 0 only after there was none for a second. May be
   * called from any thread.
   */
  public int fetchers() {
    return monitor.count();
  }

  /** What this client knows of each fetcher. May be called from any thread. */
  public Future<List<FetcherView>> view() {
    Promise<List<FetcherView>> seen = Promise.promise();
    context.runOnContext(here -> seen.complete(fleet.view()));
    return seen.future();
  }

  /**
   * Sets the listener that is told how many fetchers accept requests: now, and on every change. It
   * replaces the listener set before.
   */
  public void onCount(IntConsumer listener) {
    monitor.onCount(listener);
  }

  /**
   * Sets the listener that runs at the interval of announcements, on this client's event loop, with
   * how late it is, in nanoseconds: so the loop need not wake for other timers. It replaces the
   * listener set before.
   */
  public void onTick(LongConsumer listener) {
    monitor.onTick(listener);
  }

  /**
   * Requests a document.
   *
   * @param owner opaque name of the client that the request is for; clients take turns
   * @param target {@code resource/key}, or a link
   * @param fields which parts of the document to return
   * @param expand which links to replace by their documents
   * @param transport how a fetcher gets a document that is not cached
   * @param cache how a fetcher uses a cached document
   * @param budget how long the caller waits for the reply
   * @param patience how much of the budget the call may wait for a fetcher to appear, each time
   *     that none is left
   * @param memory how many bytes the caller has reserved for the document
   * @param correlation the client's request that the document is for
   */
  public FetcherCall fetch(
      String owner,
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      CacheMode cache,
      Budget budget,
      Budget patience,
      MemoryGrant memory,
      Correlation correlation) {
    var spec = new FetchSpec(owner, target, fields, expand, transport, cache, correlation);
    var call = new FetcherCall(this, spec, budget, patience, memory);
    calls.add(call);
    call.ask();
    return call;
  }

  /**
   * Asks fetchers which documents they have cached. Each fetcher is asked about the targets that
   * would be requested from it now. Never fails: a fetcher that does not reply within a second
   * counts as having nothing cached.
   *
   * @return size in bytes of each cached document, by target
   */
  public Future<Map<String, Long>> cached(Collection<String> targets) {
    return new CachedQuery(bus, fleet, CACHED_QUERY_MS).ask(targets);
  }

  /** Cancels calls. Each still gets a reply. */
  public void cancel(Collection<FetcherCall> unwanted) {
    unwanted.forEach(FetcherCall::cancel);
    var numbers = new HashMap<String, List<Long>>();
    unwanted.forEach(
        call ->
            call.addresses()
                .forEach(
                    (number, address) ->
                        numbers.computeIfAbsent(address, a -> new ArrayList<>()).add(number)));
    numbers.forEach((address, sent) -> bus.send(address, new Cancel(name, sent)));
  }

  String name() {
    return name;
  }

  Fleet fleet() {
    return fleet;
  }

  UpstreamAvailability availability() {
    return availability;
  }

  RequestBundles bundles() {
    return bundles;
  }

  /**
   * A promise bound to this client's event loop: an exception of one listener is reported and does
   * not keep the others from running. A promise without a context would swallow it.
   */
  <T> Promise<T> promise() {
    return context.promise();
  }

  /** A new number that identifies one request of a call to fetchers. */
  long newNumber(FetcherCall call) {
    byRequest.put(++requests, call);
    return requests;
  }

  EventBus bus() {
    return bus;
  }

  void later(Runnable action) {
    vertx.runOnContext(soon -> action.run());
  }

  void later(long ms, Runnable action) {
    vertx.setTimer(ms, id -> action.run());
  }

  /** A request has ended. */
  void ended(long number) {
    byRequest.remove(number);
  }

  /** A call has its reply: cancels its other requests. */
  void ended(FetcherCall call) {
    calls.remove(call);
    byRequest.keySet().removeAll(call.addresses().keySet());
    if (!call.addresses().isEmpty()) {
      cancel(List.of(call));
    }
  }

  private void arrived(DocumentArrived message) {
    var call = byRequest.get(message.number());
    if (call != null) {
      call.arrived();
    }
  }

  private void review(boolean tick) {
    if (tick) {
      availability.tick();
    }
    new ArrayList<>(calls).forEach(call -> call.review(tick));
  }
}
