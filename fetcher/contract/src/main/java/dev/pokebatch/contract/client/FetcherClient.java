package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.DocumentArrived;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.ContextInternal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

/**
 * Asks fetchers for documents over the event bus. Whatever happens to them, each call gets its
 * reply within its time. Confined to one event loop.
 */
public final class FetcherClient {

  /** All fetchers may be lost for as long as a cluster takes to find them again. */
  public static final Budget A_MOMENT = new Budget(1_000);

  /** How long the start waits for fetchers to speak: in a cluster each has done so by then. */
  private static final long ROLL_CALL_MS = 1_000;

  /** How long fetchers may think about what they hold. */
  private static final long CACHED_QUERY_MS = 1_000;

  private final Vertx vertx;
  private final ContextInternal context;
  private final EventBus bus;
  private final String name = UUID.randomUUID().toString();
  private final Fleet fleet = new Fleet();
  private final UpstreamAvailability availability = new UpstreamAvailability();
  private final Set<FetcherCall> calls = new LinkedHashSet<>();
  private final Map<Long, FetcherCall> numbered = new HashMap<>();
  private final Promise<Void> found = Promise.promise();
  private long numbers;
  private IntConsumer onCount = count -> {};
  private long lastServed = System.nanoTime();
  private volatile int fetchers;

  private FetcherClient(Vertx vertx) {
    this.vertx = vertx;
    this.context = (ContextInternal) vertx.getOrCreateContext();
    this.bus = vertx.eventBus();
  }

  /**
   * Begins to listen to what fetchers say of themselves; call it on the event loop that will use
   * it.
   *
   * @return a client that knows the fetchers that there are: in a cluster, a second later
   */
  public static Future<FetcherClient> start(Vertx vertx) {
    return listen(vertx)
        .compose(
            client -> {
              vertx.setTimer(ROLL_CALL_MS, late -> client.found.tryComplete());
              return client.found.future().map(client);
            });
  }

  /**
   * The same, without waiting until any fetcher has been heard.
   *
   * @return a client that will hear of every fetcher
   */
  public static Future<FetcherClient> listen(Vertx vertx) {
    var client = new FetcherClient(vertx);
    var bus = client.bus;
    var announced = bus.<Announcement>consumer(Addresses.ANNOUNCEMENTS, client::heard);
    bus.<String>localConsumer(Addresses.DEPARTED, client::departed);
    bus.<DocumentArrived>consumer(Addresses.caller(client.name), client::arrived);
    return announced
        .completion()
        .onSuccess(
            listening -> {
              bus.publish(Addresses.ROLL_CALL, client.name);
              bus.publish(Addresses.CANCEL, new Cancel(client.name, List.of())); // looks it up
              client.tickLater();
            })
        .map(client);
  }

  /**
   * How many fetchers there are to be asked; 0 once there has been none for a second. May be called
   * from anywhere.
   */
  public int fetchers() {
    return fetchers;
  }

  /**
   * Has a listener told how many fetchers there are: now, and whenever that has changed. It
   * replaces the listener before it.
   */
  public void onCount(IntConsumer listener) {
    onCount = listener;
    listener.accept(fetchers);
  }

  /**
   * Asks for a document.
   *
   * @param whose the client that wants it, by an opaque name: clients take turns
   * @param target {@code resource/key}, or a link
   * @param fields what to keep of it
   * @param expand which of its links to follow
   * @param transport how it is got where it has to be got
   * @param budget how long the caller will wait
   * @param patience for how much of that time it will wait until there is a fetcher to be asked
   * @param allowance how many bytes the caller has memory for
   */
  public FetcherCall fetch(
      String whose,
      String target,
      Projection fields,
      Expansion expand,
      TransportKind transport,
      Budget budget,
      Budget patience,
      MemoryGrant allowance) {
    var spec = new FetchSpec(whose, target, fields, expand, transport);
    var call = new FetcherCall(this, spec, budget, patience, allowance);
    calls.add(call);
    call.ask();
    return call;
  }

  /**
   * Asks which documents are held by the fetchers that they would be asked of now. It never fails:
   * who says nothing within a second holds nothing.
   *
   * @return by target, the bytes of each that is held, as they are kept
   */
  public Future<Map<String, Long>> cached(Collection<String> targets) {
    return new CachedQuery(bus, fleet, CACHED_QUERY_MS).ask(targets);
  }

  /** Calls calls off; each still gets its reply. */
  public void cancel(Collection<FetcherCall> unwanted) {
    unwanted.forEach(FetcherCall::callOff);
    var named = unwanted.stream().flatMap(call -> call.numbers().stream()).toList();
    if (!named.isEmpty()) {
      bus.publish(Addresses.CANCEL, new Cancel(name, named));
    }
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

  /**
   * A promise of this client's event loop: what a listener of it throws is reported, and keeps no
   * other listener from hearing. A promise without a context would drop it silently.
   */
  <T> Promise<T> promise() {
    return context.promise();
  }

  /** A number by which fetchers know a call from now on. */
  long numberOf(FetcherCall call) {
    numbered.put(++numbers, call);
    return numbers;
  }

  boolean hasAnotherThan(Member member, String target) {
    return fleet.choose(target).filter(other -> other != member).isPresent();
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

  /** Whoever knew a call by that number is done with it. */
  void over(long number) {
    numbered.remove(number);
  }

  /** A call has its reply: others that were asked for it need not go on. */
  void over(FetcherCall call) {
    calls.remove(call);
    call.numbers().forEach(numbered::remove);
    if (!call.numbers().isEmpty()) {
      cancel(List.of(call));
    }
  }

  private void heard(Message<Announcement> message) {
    var announcement = message.body();
    if (fleet.heard(announcement)) {
      greet(announcement.fetcher(), announcement.lane());
    }
    count();
  }

  /**
   * The first message to an address makes this node look the address up in the cluster. While a
   * member is lost and not yet removed, that may take seconds; so it is done before it matters.
   */
  private void greet(String fetcher, int lane) {
    bus.send(Addresses.of(fetcher, lane), Addresses.GREETING);
    if (lane == 0) {
      bus.send(Addresses.cached(fetcher), Addresses.GREETING);
    }
  }

  private void arrived(Message<DocumentArrived> message) {
    var call = numbered.get(message.body().number());
    if (call != null) {
      call.arrived();
    }
  }

  private void departed(Message<String> message) {
    fleet.departed(message.body());
    review(false);
  }

  private void tickLater() {
    // One timer after the other, not a periodic one: after a pause of ours, ticks must not pile up.
    vertx.setTimer(
        Announcement.INTERVAL_MS,
        id -> {
          fleet.tick();
          availability.tick();
          review(true);
          tickLater();
        });
  }

  private void review(boolean tick) {
    count();
    new ArrayList<>(calls).forEach(call -> call.review(tick));
  }

  /**
   * A fleet that has just become empty may be found again within a moment, and calls wait for that
   * long: until then the count stays as it was.
   */
  private void count() {
    var before = fetchers;
    var now = System.nanoTime();
    lastServed = fleet.size() > 0 ? now : lastServed;
    var lost = now - lastServed >= TimeUnit.MILLISECONDS.toNanos(A_MOMENT.millis());
    fetchers = fleet.size() > 0 || lost ? fleet.size() : before;
    if (fetchers != before) {
      onCount.accept(fetchers);
    }
    if (fetchers > 0 && !vertx.isClustered()) {
      found.tryComplete();
    }
  }
}
