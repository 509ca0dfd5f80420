package dev.pokebatch.contract.client;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Inbox;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.internal.VertxInternal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * Keeps a {@link Fleet} up to date from announcements and from news of members that left the
 * cluster, and counts the fetchers that accept requests. Confined to one event loop.
 */
final class FleetMonitor {

  /** How long the start waits for announcements: in a cluster every fetcher sends one by then. */
  private static final long ROLL_CALL_MS = 1_000;

  /** How long it waits for the first one, if other members could be fetchers on busy machines. */
  private static final long LONGEST_ROLL_CALL_MS = 10_000;

  /** How long a lane may take to confirm an announcement; after that it is asked again. */
  private static final DeliveryOptions CONFIRMATION = new DeliveryOptions().setSendTimeout(2_000);

  private final Vertx vertx;
  private final EventBus bus;
  private final Fleet fleet;
  private final Consumer<Boolean> onChange;
  private final Promise<Void> complete = Promise.promise();
  private IntConsumer onCount = count -> {};
  private LongConsumer onTick = lateNanos -> {};
  private boolean empty = true;
  private boolean rollCallIsOver;
  private long lastServed = System.nanoTime();
  private volatile int count;

  /**
   * @param onChange runs after each tick with true, and after other changes with false
   */
  FleetMonitor(Vertx vertx, Fleet fleet, Consumer<Boolean> onChange) {
    this.vertx = vertx;
    this.bus = vertx.eventBus();
    this.fleet = fleet;
    this.onChange = onChange;
  }

  /**
   * Starts to listen, and asks all fetchers to announce themselves.
   *
   * @param caller the name of the client
   * @return completes when this listens, perhaps before it has heard of any fetcher
   */
  Future<Void> listen(String caller) {
    var announcements =
        Inbox.<Announcement>listen(
            bus, Addresses.ANNOUNCEMENTS, Announcement.class, message -> heard(message.body()));
    bus.<String>localConsumer(Addresses.DEPARTED, this::departed);
    return announcements
        .completion()
        .onSuccess(
            listening -> {
              bus.publish(Addresses.ROLL_CALL, caller);
              tickLater();
            });
  }

  /**
   * Completes when all fetchers have had the time to announce themselves. In a cluster that has
   * other members this waits longer for the first one: busy machines may be late.
   */
  Future<Void> complete() {
    rollCallIsOver = !vertx.isClustered();
    vertx.setTimer(ROLL_CALL_MS, id -> rollCallEnds());
    vertx.setTimer(LONGEST_ROLL_CALL_MS, id -> complete.tryComplete());
    completeIfKnown();
    return complete.future();
  }

  private void rollCallEnds() {
    rollCallIsOver = true;
    if (hasOtherMembers()) {
      completeIfKnown();
    } else {
      complete.tryComplete();
    }
  }

  private boolean hasOtherMembers() {
    return vertx.isClustered() && ((VertxInternal) vertx).clusterManager().getNodes().size() > 1;
  }

  private void completeIfKnown() {
    if (rollCallIsOver && count > 0) {
      complete.tryComplete();
    }
  }

  /** See {@link FetcherClient#fetchers}. May be called from any thread. */
  int count() {
    return count;
  }

  /** See {@link FetcherClient#onCount}. */
  void onCount(IntConsumer listener) {
    onCount = listener;
    listener.accept(count);
  }

  /** See {@link FetcherClient#onTick}. */
  void onTick(LongConsumer listener) {
    onTick = listener;
  }

  private void heard(Announcement announcement) {
    var member = fleet.heard(announcement);
    if (member.startsConfirmation()) {
      confirm(announcement, member);
    }
    mayServeAgain();
  }

  /** Calls that wait because no fetcher accepts requests go on as soon as one does. */
  private void mayServeAgain() {
    var wasEmpty = empty;
    updateCount();
    if (wasEmpty && !empty) {
      onChange.accept(false);
    }
  }

  /**
   * Asks each lane at its own address for the fetcher's announcement, which must not contradict the
   * one that was published. The first lane is asked alone, so that a forged announcement costs one
   * message. This also makes this node look the addresses up in the cluster: while a member is lost
   * and not yet removed, a look-up may take seconds, so it is done in advance.
   */
  private void confirm(Announcement published, Member member) {
    ask(published, 0)
        .compose(first -> Future.all(askOtherLanes(published)))
        .onComplete(
            confirmed -> {
              member.confirmationEnded(confirmed.succeeded());
              if (confirmed.succeeded()) {
                bus.send(Addresses.cached(published.fetcher()), Addresses.GREETING);
              }
              mayServeAgain();
            });
  }

  private List<Future<?>> askOtherLanes(Announcement published) {
    return IntStream.range(1, published.lanes())
        .<Future<?>>mapToObj(lane -> ask(published, lane))
        .toList();
  }

  /** Fails if the lane does not confirm the announcement. */
  private Future<?> ask(Announcement published, int lane) {
    return bus.request(Addresses.of(published.fetcher(), lane), Addresses.GREETING, CONFIRMATION)
        .expecting(
            reply -> reply.body() instanceof Announcement own && own.isOfSameFetcher(published));
  }

  private void departed(Message<String> message) {
    fleet.departed(message.body());
    updateCount();
    onChange.accept(false);
  }

  private void tickLater() {
    // One timer after the other: after a pause of the JVM, those of a periodic timer would pile up.
    var due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(Announcement.INTERVAL_MS);
    vertx.setTimer(
        Announcement.INTERVAL_MS,
        id -> {
          var late = Math.max(0, System.nanoTime() - due);
          fleet.tick();
          updateCount();
          onChange.accept(true);
          tickLater();
          onTick.accept(late);
        });
  }

  /**
   * Keeps the old count while the fleet has been empty for less than {@link
   * FetcherClient#A_MOMENT}: calls wait that long for a fetcher to come back.
   */
  private void updateCount() {
    var before = count;
    var now = System.nanoTime();
    empty = fleet.size() == 0;
    lastServed = empty ? lastServed : now;
    var isLost = now - lastServed >= TimeUnit.MILLISECONDS.toNanos(FetcherClient.A_MOMENT.millis());
    count = !empty || isLost ? fleet.size() : before;
    if (count != before) {
      onCount.accept(count);
    }
    completeIfKnown();
  }
}
