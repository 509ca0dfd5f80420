package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.DocumentArrived;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A truth table of endings: answered, refused, lost, late, nobody there. */
class FetcherClientTest extends ClientRig {

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
  void aFetcherThatCannotReadTheRequestIsReplacedByAnother() throws Exception {
    fetcher("a");
    fetcher("b");
    var client = client();
    var call = client.fetch("pokemon/25", 30_000);
    var first = next();
    first.reply(FetchReply.Failed.UNREADABLE);
    var second = next();
    second.reply(FOUND);

    assertThat(name(second)).isNotEqualTo(name(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
    assertThat(client.client.fetchers()).isEqualTo(2);
  }

  @Test
  void ifNoFetcherCanReadTheRequestTheReplySaysSo() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    next().reply(FetchReply.Failed.UNREADABLE);

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void whereTheLastFetcherDepartsTheReplySaysSoAtOnce() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    depart(name(next()));

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aFetcherThatIsLostForAMomentStillCounts() throws Exception {
    fetcher("a");
    var client = client().client;
    var counts = new LinkedBlockingQueue<Integer>();
    context.runOnContext(here -> client.onCount(counts::add));
    assertThat(counts.poll(20, TimeUnit.SECONDS)).isEqualTo(1);
    depart("a");
    announce("a");
    depart("a");

    assertThat(counts.poll(20, TimeUnit.SECONDS)).as("when it does not come back").isZero();
    assertThat(counts).isEmpty();
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
    vertx.eventBus().send(Addresses.caller(caller.caller()), new DocumentArrived(caller.number()));
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
}
