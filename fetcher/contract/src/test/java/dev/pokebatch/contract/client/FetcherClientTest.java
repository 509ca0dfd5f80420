package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.DocumentArrived;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a call ends: with a reply, or without one because fetchers leave, are lost or are late. */
class FetcherClientTest extends ClientRig {

  @Test
  void theReplyOfTheFetcherIsTheReplyOfTheCall() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 5_000);
    nextRequest().reply(FOUND);

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void theRollCallFindsFetchersThatStartedBeforeTheClient() throws Exception {
    fetcher("a");

    assertThat(client().client.fetchers()).isEqualTo(1);
  }

  @Test
  void aFetcherIsNotAskedBeforeAllOfItsLanesHaveConfirmedItsAnnouncement() throws Exception {
    var announced = new Announcement("a", "a", 3, 0, false);
    lane(announced, 0);
    lane(announced, 2);
    announce(announced);
    vertx.setPeriodic(100, id -> announce(announced));
    var client = client();
    assertThat(client.client.fetchers()).isZero();

    lane(announced, 1);
    var call = client.fetch("pokemon/25", 60_000, 60_000);
    nextRequest().reply(FOUND);
    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aForgedAnnouncementOfManyLanesCostsOneMessage() throws Exception {
    var sent = new AtomicInteger();
    vertx
        .eventBus()
        .addOutboundInterceptor(
            delivery -> {
              if (delivery.message().address().startsWith("pokebatch.fetch.")) {
                sent.incrementAndGet();
              }
              delivery.next();
            });
    var client = client();
    announce(new Announcement("ghost", "ghost", Announcement.MAX_LANES, 0, false));
    fetcher("a");
    var call = client.fetch("pokemon/25", 60_000, 60_000);
    nextRequest().reply(FOUND);
    await(call);

    assertThat(sent).as("two confirmations and a request").hasValue(3);
  }

  @Test
  void onlyTheLaneThatWasAskedHearsThatACallIsCancelled() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var call = client.fetch("pokemon/25", 60_000);
    var request = nextRequest();
    context.runOnContext(here -> client.client.cancel(List.of(call)));

    var number = request.body().call().number();
    assertThat(cancelled.poll(20, TimeUnit.SECONDS).numbers()).containsExactly(number);
    request.reply(LEAVING);
    await(call);
    assertThat(cancelled).isEmpty();
  }

  @Test
  void withoutAnyFetcherTheCallFailsAtOnce() throws Exception {
    assertThat(kind(await(client().fetch("pokemon/25", 60_000)))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aCallToAFetcherThatNeverRepliesEndsAtItsDeadline() throws Exception {
    fetcher("a");

    assertThat(kind(await(client().fetch("pokemon/25", 50))))
        .isEqualTo(FailureKind.DEADLINE_EXCEEDED);
  }

  @Test
  void ifTheFetcherDepartsAnotherIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var call = client.fetch("pokemon/25", 30_000);
    var first = nextRequest();
    depart(fetcherOf(first));
    var second = nextRequest();
    second.reply(FOUND);

    assertThat(fetcherOf(second)).isNotEqualTo(fetcherOf(first));
    assertThat(await(call).effort().attempts()).isEqualTo(2);
  }

  @Test
  void ifTheFetcherCannotReadTheRequestAnotherIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var call = client.fetch("pokemon/25", 30_000);
    var first = nextRequest();
    first.reply(FetchReply.Failed.UNREADABLE);
    var second = nextRequest();
    second.reply(FOUND);

    assertThat(fetcherOf(second)).isNotEqualTo(fetcherOf(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
    assertThat(client.client.fetchers()).isEqualTo(2);
  }

  @Test
  void ifNoFetcherCanReadTheRequestTheCallFails() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    nextRequest().reply(FetchReply.Failed.UNREADABLE);

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void ifTheLastFetcherDepartsTheCallFailsAtOnce() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    depart(fetcherOf(nextRequest()));

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aFetcherThatReturnsAtOnceIsStillCounted() throws Exception {
    fetcher("a");
    var client = client().client;
    var counts = new LinkedBlockingQueue<Integer>();
    context.runOnContext(here -> client.onCount(counts::add));
    assertThat(counts.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    depart("a");
    announce("a");
    depart("a");

    assertThat(counts.poll(20, TimeUnit.SECONDS)).as("after the fetcher has not returned").isZero();
    assertThat(counts).isEmpty();
  }

  @Test
  void aPatientCallWaitsForAFetcherToAppear() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000, 60_000);
    depart(fetcherOf(nextRequest()));
    fetcher("b");
    nextRequest().reply(FOUND);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void theWaitForAFetcherBeginsWhenTheLastOneIsLost() throws Exception {
    fetcher("a");
    var client = client();
    var call = client.fetch("pokemon/25", 60_000, 1_000);
    assertThat(kind(await(client.fetch("pokemon/26", 1_000))))
        .as("the call is older than its patience")
        .isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    nextRequest();
    nextRequest();
    context.runOnContext(
        here -> {
          depart("a");
          announce("a");
        });
    nextRequest().reply(FOUND);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void aCallThatWaitsForAFetcherCanBeCancelled() throws Exception {
    var client = client();
    var call = client.fetch("pokemon/25", 60_000, 60_000);
    context.runOnContext(here -> client.client.cancel(List.of(call)));

    assertThat(kind(await(call))).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void aCallFailsWhenItsPatienceEnds() throws Exception {
    var call = client().fetch("pokemon/25", 60_000, 400);

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void ifTheFetcherIsLeavingAnotherIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var call = client().fetch("pokemon/25", 30_000);
    nextRequest().reply(LEAVING);
    nextRequest().reply(FOUND);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void ifTheFetcherFallsSilentAnotherIsAskedAndTheFirstReplyCounts() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var call = client.fetch("pokemon/25", 30_000);
    var first = nextRequest();
    var silent = fetcherOf(first);
    var announcing = silent.equals("a") ? "b" : "a";
    vertx.setPeriodic(100, id -> announce(announcing));
    var second = nextRequest();

    assertThat(fetcherOf(second)).isEqualTo(announcing);
    first.reply(FOUND); // slow, but not lost
    assertThat(await(call)).isEqualTo(FOUND);
    assertThat(cancelled.poll(5, TimeUnit.SECONDS)).isNotNull();
  }

  @Test
  void aRequestIsNotRepeatedWhileTheFetcherFollowsLinks() throws Exception {
    fetcher("a");
    vertx.setPeriodic(100, id -> announce("a"));
    var call = client().fetch("pokemon/25", 30_000);
    var arrival = new LinkedBlockingQueue<Boolean>();
    call.onArrival(() -> arrival.add(true));
    var request = nextRequest();
    var caller = request.body().call();
    vertx.eventBus().send(Addresses.caller(caller.caller()), new DocumentArrived(caller.number()));
    assertThat(arrival.poll(5, TimeUnit.SECONDS)).isTrue();

    // Without the arrival, the client would repeat the request after 3 s.
    assertThat(received.poll(4, TimeUnit.SECONDS)).isNull();
    request.reply(FOUND);
    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aRequestWithoutAReplyIsSentAgain() throws Exception {
    fetcher("a");
    vertx.setPeriodic(100, id -> announce("a"));
    var call = client().fetch("pokemon/25", 30_000);
    nextRequest(); // gets no reply
    nextRequest().reply(FOUND);

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void aCallFailsAfterItLostFiveFetchers() throws Exception {
    for (var name : List.of("a", "b", "c", "d", "e", "f", "g")) {
      fetcher(name);
    }
    var call = client().fetch("pokemon/25", 60_000);
    for (var i = 0; i < 5; i++) {
      depart(fetcherOf(nextRequest()));
    }

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
    assertThat(received).isEmpty();
  }
}
