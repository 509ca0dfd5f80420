package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client does where fetchers say that the upstream is away, or say nothing. */
class UpstreamUnavailableTest extends ClientRig {

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
    next().reply(NOT_CACHED);
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
    second.reply(NOT_CACHED);
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
    next().reply(NOT_CACHED);
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
}
