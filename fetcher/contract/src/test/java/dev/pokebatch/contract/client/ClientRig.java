package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheMode;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.contract.Correlation;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.Origin;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A client, and fetchers that the test plays. Tests run concurrently, as they mostly wait. */
@Execution(ExecutionMode.CONCURRENT)
abstract class ClientRig {

  /** The size of a short document. */
  static final long SHORT = RequestBundles.MOST_BYTES;

  static final FetchReply FOUND =
      new FetchReply.Found(
          Buffer.buffer("{}"), Origin.cached(CacheStatus.MISS, 0), Effort.NONE, List.of());
  static final FetchReply LEAVING =
      new FetchReply.Failed(Failure.of(FailureKind.LEAVING, "leaving"), Effort.NONE);
  static final FetchReply NOT_CACHED =
      new FetchReply.Failed(Failure.of(FailureKind.NOT_CACHED, "not kept"), Effort.NONE);
  static final FetchReply STALE =
      new FetchReply.Found(Buffer.buffer("{}"), Origin.stale(1), Effort.NONE, List.of());

  final Vertx vertx = Vertx.vertx();
  final Context context = vertx.getOrCreateContext();
  final BlockingQueue<Message<FetchRequest>> received = new LinkedBlockingQueue<>();
  final BlockingQueue<Message<FetchBundle>> bundles = new LinkedBlockingQueue<>();
  final BlockingQueue<Cancel> cancelled = new LinkedBlockingQueue<>();

  ClientRig() {
    Codecs.register(vertx.eventBus());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  /** Starts a fetcher that records requests and replies to none by itself. */
  void fetcher(String name) {
    fetcher(name, received::add);
  }

  /** Starts a fetcher that passes requests to a handler. */
  void fetcher(String name, Consumer<Message<FetchRequest>> handler) {
    lane(announcement(name), 0, handler);
    vertx.eventBus().consumer(Addresses.ROLL_CALL, call -> announce(name));
    announce(name);
  }

  /** Starts a fetcher that reads bundles, records what it is sent, and replies to nothing. */
  void bundlingFetcher(String name) {
    var announced = new Announcement(name, name, 1, 0, false, true);
    lane(announced, 0);
    vertx.eventBus().consumer(Addresses.ROLL_CALL, call -> announce(announced));
    announce(announced);
  }

  /** Starts a lane of a fetcher that records requests and replies to none by itself. */
  void lane(Announcement announced, int lane) {
    lane(announced, lane, received::add);
  }

  private void lane(Announcement announced, int lane, Consumer<Message<FetchRequest>> handler) {
    Inbox.listen(
        vertx.eventBus(),
        Addresses.of(announced.fetcher(), lane),
        handler,
        bundles::add,
        cancelled::add,
        () -> announced);
  }

  void announce(String name) {
    announce(announcement(name));
  }

  void announce(Announcement announcement) {
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, announcement);
  }

  /** Memory for a document of at most this size in bytes, which does not grow. */
  static MemoryGrant grant(long bytes) {
    return new MemoryGrant() {
      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public void growTo(long more, Runnable granted) {
        throw new AssertionError("a longer document");
      }
    };
  }

  /** What a fetcher of one lane announces. */
  static Announcement announcement(String name) {
    return new Announcement(name, name, 1, 0, false);
  }

  void depart(String name) {
    vertx.eventBus().publish(Addresses.DEPARTED, name, new DeliveryOptions().setLocalOnly(true));
  }

  Message<FetchRequest> nextRequest() throws InterruptedException {
    var message = received.poll(20, TimeUnit.SECONDS);
    assertThat(message).as("a request within 20 s").isNotNull();
    return message;
  }

  Message<FetchBundle> nextBundle() throws InterruptedException {
    var message = bundles.poll(20, TimeUnit.SECONDS);
    assertThat(message).as("a bundle within 20 s").isNotNull();
    return message;
  }

  static String fetcherOf(Message<FetchRequest> message) {
    return message.address().replace("pokebatch.fetch.", "").replace(".0", "");
  }

  StartedClient client() throws TimeoutException {
    return new StartedClient(onContext(() -> FetcherClient.start(vertx)));
  }

  static FetchReply await(FetcherCall call) throws TimeoutException {
    return call.reply().await(20, TimeUnit.SECONDS);
  }

  static FailureKind kind(FetchReply reply) {
    return ((FetchReply.Failed) reply).failure().kind();
  }

  <T> T onContext(Supplier<Future<T>> action) throws TimeoutException {
    Promise<T> promise = Promise.promise();
    context.runOnContext(here -> action.get().onComplete(promise));
    return promise.future().await(20, TimeUnit.SECONDS);
  }

  final class StartedClient {
    final FetcherClient client;

    private StartedClient(FetcherClient client) {
      this.client = client;
    }

    FetcherCall fetch(String target, long budgetMs) throws TimeoutException {
      return fetch(target, budgetMs, 0);
    }

    FetcherCall fetch(String target, long budgetMs, long patienceMs) throws TimeoutException {
      return fetch(target, budgetMs, patienceMs, MemoryGrant.UNBOUNDED);
    }

    FetcherCall fetch(String target, long budgetMs, long patienceMs, MemoryGrant grant)
        throws TimeoutException {
      return onContext(() -> Future.succeededFuture(start(target, budgetMs, patienceMs, grant)));
    }

    /** Requests documents in one turn of the event loop. */
    List<FetcherCall> fetchAll(List<String> targets, long budgetMs) throws TimeoutException {
      return onContext(
          () ->
              Future.succeededFuture(
                  targets.stream()
                      .map(target -> start(target, budgetMs, 0, grant(SHORT)))
                      .toList()));
    }

    FetcherCall start(String target, long budgetMs, long patienceMs, MemoryGrant grant) {
      return client.fetch(
          "",
          target,
          Projection.ALL,
          Expansion.NONE,
          TransportKind.NON_BLOCKING,
          CacheMode.DEFAULT,
          new Budget(budgetMs),
          new Budget(patienceMs),
          grant,
          Correlation.NONE);
    }
  }
}
