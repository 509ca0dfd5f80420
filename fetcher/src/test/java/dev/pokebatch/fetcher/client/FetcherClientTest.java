package dev.pokebatch.fetcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.Addresses;
import dev.pokebatch.fetcher.contract.Announcement;
import dev.pokebatch.fetcher.contract.Arrived;
import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.CacheStatus;
import dev.pokebatch.fetcher.contract.Cancel;
import dev.pokebatch.fetcher.contract.Codecs;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Expansion;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.contract.Origin;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
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
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A truth table of endings: answered, refused, lost, late, nobody there. */
class FetcherClientTest {

  private static final FetchReply FOUND =
      new FetchReply.Found(
          Buffer.buffer("{}"), Origin.kept(CacheStatus.MISS, 0), Effort.NONE, List.of());
  private static final FetchReply LEAVING =
      new FetchReply.Failed(Failure.of(FailureKind.LEAVING, "leaving"), Effort.NONE);
  private static final FetchReply NOT_KEPT =
      new FetchReply.Failed(Failure.of(FailureKind.NOT_KEPT, "not kept"), Effort.NONE);
  private static final FetchReply STALE =
      new FetchReply.Found(Buffer.buffer("{}"), Origin.stale(1), Effort.NONE, List.of());

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final BlockingQueue<Message<FetchRequest>> asked = new LinkedBlockingQueue<>();

  FetcherClientTest() {
    Codecs.register(vertx.eventBus());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void whatAFetcherSaysIsTheReply() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 5_000);
    next().reply(FOUND);

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aFetcherThatWasThereBeforeIsFoundByTheRollCall() throws Exception {
    fetcher("a");

    assertThat(client().client.fetchers()).isEqualTo(1);
  }

  @Test
  void whereNobodyIsThereTheReplySaysSoAtOnce() throws Exception {
    assertThat(kind(await(client().fetch("pokemon/25", 60_000)))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aFetcherThatNeverAnswersIsOverWhenTheTimeIs() throws Exception {
    fetcher("a");

    assertThat(kind(await(client().fetch("pokemon/25", 50))))
        .isEqualTo(FailureKind.DEADLINE_EXCEEDED);
  }

  @Test
  void whatADepartedFetcherWasAskedAnotherOneIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var call = client.fetch("pokemon/25", 30_000);
    var first = next();
    depart(name(first));
    var second = next();
    second.reply(FOUND);

    assertThat(name(second)).isNotEqualTo(name(first));
    assertThat(await(call).effort().attempts()).isEqualTo(2);
  }

  @Test
  void whereTheLastFetcherDepartsTheReplySaysSoAtOnce() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    depart(name(next()));

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void whoHasPatienceWaitsUntilThereIsAFetcher() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000, 60_000);
    depart(name(next()));
    fetcher("b");
    next().reply(FOUND);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void whoWaitsForAFetcherCanBeCalledOff() throws Exception {
    var client = client();
    var call = client.fetch("pokemon/25", 60_000, 60_000);
    context.runOnContext(here -> client.client.cancel(List.of(call)));

    assertThat(kind(await(call))).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void patienceHasAnEnd() throws Exception {
    var call = client().fetch("pokemon/25", 60_000, 400);

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void whatALeavingFetcherGivesBackAnotherOneIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var call = client().fetch("pokemon/25", 30_000);
    next().reply(LEAVING);
    next().reply(FOUND);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void whatOneFetcherCannotReachTheUpstreamForAnotherOneMayHave() throws Exception {
    fetcher("a");
    fetcher("b");
    var call = client().fetch("pokemon/25", 30_000);
    var first = next();
    first.reply(away("first"));
    var second = next();
    second.reply(FOUND);

    assertThat(name(second)).isNotEqualTo(name(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
    assertThat(call.reply().result().effort()).isEqualTo(new Effort(2, 1, 0, 100, 0));
  }

  @Test
  void itIsAskedHoweverOftenTheFirstOneSaysThatTheUpstreamIsAway() throws Exception {
    twoThatSpeak();
    var call = client().fetch("pokemon/25", 30_000);
    var first = next();
    var again = next(); // for a message may have been lost
    next().reply(NOT_KEPT);
    first.reply(away("first"));
    var other = next();
    again.reply(away("again"));
    vertx.setTimer(100, later -> other.reply(FOUND));

    assertThat(name(again)).isEqualTo(name(first));
    assertThat(name(other)).isNotEqualTo(name(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void whereTheUpstreamIsAwayForTwoTheFirstOnesWordIsTheReply() throws Exception {
    fetcher("a");
    fetcher("b");
    fetcher("c");
    var call = client().fetch("pokemon/25", 30_000);
    next().reply(away("first"));
    next().reply(away("second"));

    assertThat(await(call)).isEqualTo(away("first"));
    assertThat(asked).isEmpty();
  }

  @Test
  void whereThereIsNoOtherTheUpstreamIsAwayAtOnce() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 30_000);
    next().reply(away("first"));

    assertThat(await(call)).isEqualTo(away("first"));
  }

  @Test
  void whatOneFetcherWaitsForTooLongAnotherOneMayKeep() throws Exception {
    twoThatSpeak();
    var call = client().fetch("pokemon/25", 30_000);
    var first = next();
    var again = next();
    var other = next();
    other.reply(STALE);

    assertThat(await(call)).isEqualTo(STALE);
    assertThat(call.fetcher()).isEqualTo(name(other)).isNotEqualTo(name(first));
    assertThat(other.body().onlyIfCached()).isTrue();
    assertThat(List.of(first, again)).noneMatch(request -> request.body().onlyIfCached());
  }

  @Test
  void whereTheNextOneDoesNotKeepItTheOneAfterThatIsAskedAtOnce() throws Exception {
    for (var name : List.of("a", "b", "c")) {
      fetcher(name);
    }
    var client = client();
    var stale = client.fetch("pokemon/1", 30_000);
    next().reply(STALE);
    await(stale);
    var call = client.fetch("pokemon/25", 1_000); // before anybody would be silent
    var first = next();
    var second = next();
    second.reply(NOT_KEPT);
    var third = next();
    third.reply(STALE);

    assertThat(List.of(name(first), name(second), name(third)))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(await(call)).isEqualTo(STALE);
  }

  @Test
  void whatNobodyKeepsIsWaitedFor() throws Exception {
    twoThatSpeak();
    var call = client().fetch("pokemon/25", 30_000);
    var first = next();
    next();
    next().reply(NOT_KEPT);
    vertx.setTimer(100, later -> first.reply(FOUND));

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void whereOneDocumentCameStaleAnotherOneIsLookedForElsewhereSoon() throws Exception {
    twoThatSpeak();
    var client = client();
    var stale = client.fetch("pokemon/1", 30_000);
    next().reply(STALE);
    await(stale);
    var call = client.fetch("pokemon/25", 2_500); // before it would be overdue
    var first = next();
    var other = next();
    other.reply(STALE);

    assertThat(name(other)).isNotEqualTo(name(first));
    assertThat(other.body().onlyIfCached()).isTrue();
    assertThat(await(call)).isEqualTo(STALE);
  }

  @Test
  void whereTheUpstreamAnswersAgainNothingIsLookedForElsewhere() throws Exception {
    twoThatSpeak();
    var client = client();
    for (var reply : List.of(STALE, FOUND)) {
      var call = client.fetch("pokemon/1", 30_000);
      next().reply(reply);
      await(call);
    }
    var call = client.fetch("pokemon/25", 30_000);
    var first = next();

    assertThat(asked.poll(1, TimeUnit.SECONDS)).isNull();
    first.reply(FOUND);
    assertThat(await(call)).isEqualTo(FOUND);
  }

  private void twoThatSpeak() {
    fetcher("a");
    fetcher("b");
    vertx.setPeriodic(100, id -> List.of("a", "b").forEach(this::announce));
  }

  private static FetchReply away(String detail) {
    var failure = Failure.of(FailureKind.UPSTREAM_UNREACHABLE, detail);
    return new FetchReply.Failed(failure, Effort.ofRequest(100, 0));
  }

  @Test
  void whatASilentFetcherWasAskedAnotherOneIsAskedTooAndTheFirstAnswerCounts() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var cancelled = new LinkedBlockingQueue<Cancel>();
    vertx.eventBus().<Cancel>consumer(Addresses.CANCEL, m -> cancelled.add(m.body()));
    var call = client.fetch("pokemon/25", 30_000);
    var first = next();
    var silent = name(first);
    var talker = silent.equals("a") ? "b" : "a";
    vertx.setPeriodic(100, id -> announce(talker));
    var second = next();

    assertThat(name(second)).isEqualTo(talker);
    first.reply(FOUND); // it was only slow
    assertThat(await(call)).isEqualTo(FOUND);
    assertThat(cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aDocumentWhoseLinksAreFollowedIsWaitedFor() throws Exception {
    fetcher("a");
    vertx.setPeriodic(100, id -> announce("a"));
    var call = client().fetch("pokemon/25", 30_000);
    var arrival = new LinkedBlockingQueue<Boolean>();
    call.onArrival(() -> arrival.add(true));
    var request = next();
    var caller = request.body().call();
    vertx.eventBus().send(Addresses.caller(caller.caller()), new Arrived(caller.number()));
    assertThat(arrival.poll(5, TimeUnit.SECONDS)).isTrue();

    // It would be asked for again after 3 s otherwise.
    assertThat(asked.poll(4, TimeUnit.SECONDS)).isNull();
    request.reply(FOUND);
    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aMessageThatWasLostIsSentAgain() throws Exception {
    fetcher("a");
    vertx.setPeriodic(100, id -> announce("a"));
    var call = client().fetch("pokemon/25", 30_000);
    next(); // and nothing comes of it
    next().reply(FOUND);

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aDocumentThatFetcherAfterFetcherIsLostOverIsGivenUp() throws Exception {
    for (var name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      fetcher(name);
    }
    var call = client().fetch("pokemon/25", 60_000);
    for (var i = 0; i < 5; i++) {
      depart(name(next()));
    }

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
    assertThat(asked).isEmpty();
  }

  /** One that hears of requests, and answers none by itself. */
  private void fetcher(String name) {
    vertx.eventBus().<FetchRequest>consumer(Addresses.of(name, 0), asked::add);
    vertx.eventBus().consumer(Addresses.ROLL_CALL, call -> announce(name));
    announce(name);
  }

  private void announce(String name) {
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, new Announcement(name, name, 0, 1, 0, false));
  }

  private void depart(String name) {
    vertx.eventBus().publish(Addresses.DEPARTED, name, new DeliveryOptions().setLocalOnly(true));
  }

  private Message<FetchRequest> next() throws InterruptedException {
    var message = asked.poll(20, TimeUnit.SECONDS);
    assertThat(message).as("a request").isNotNull();
    return message;
  }

  private static String name(Message<FetchRequest> message) {
    return message.address().replace("pokebatch.fetch.", "").replace(".0", "");
  }

  private Started client() throws TimeoutException {
    return new Started(on(() -> FetcherClient.start(vertx)));
  }

  private static FetchReply await(Call call) throws TimeoutException {
    return call.reply().await(20, TimeUnit.SECONDS);
  }

  private static FailureKind kind(FetchReply reply) {
    return ((FetchReply.Failed) reply).failure().kind();
  }

  private <T> T on(Supplier<Future<T>> action) throws TimeoutException {
    Promise<T> promise = Promise.promise();
    context.runOnContext(here -> action.get().onComplete(promise));
    return promise.future().await(20, TimeUnit.SECONDS);
  }

  private final class Started {
    private final FetcherClient client;

    private Started(FetcherClient client) {
      this.client = client;
    }

    Call fetch(String target, long budgetMs) throws TimeoutException {
      return fetch(target, budgetMs, 0);
    }

    Call fetch(String target, long budgetMs, long patienceMs) throws TimeoutException {
      return on(
          () ->
              Future.succeededFuture(
                  client.fetch(
                      target,
                      Projection.ALL,
                      Expansion.NONE,
                      TransportKind.NON_BLOCKING,
                      new Budget(budgetMs),
                      new Budget(patienceMs))));
    }
  }
}
