package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a client does if fetchers report that the upstream is unavailable, or do not reply. */
class UpstreamUnavailableTest extends ClientRig {

  @Test
  void ifOneFetcherReportsTheUpstreamUnavailableAnotherIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var call = client().fetch("pokemon/25", 30_000);
    var first = nextRequest();
    first.reply(unavailable("first"));
    var second = nextRequest();
    second.reply(FOUND);

    assertThat(fetcherOf(second)).isNotEqualTo(fetcherOf(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
    assertThat(call.reply().result().effort()).isEqualTo(new Effort(2, 1, 0, 100, 0));
  }

  @Test
  void aSecondUnavailableReplyOfTheSameFetcherDoesNotEndTheCall() throws Exception {
    startTwoAnnouncingFetchers();
    var call = client().fetch("pokemon/25", 30_000);
    var first = nextRequest();
    var again = nextRequest(); // repeated, as a message may have been lost
    nextRequest().reply(NOT_CACHED);
    first.reply(unavailable("first"));
    var other = nextRequest();
    again.reply(unavailable("again"));
    vertx.setTimer(100, later -> other.reply(FOUND));

    assertThat(fetcherOf(again)).isEqualTo(fetcherOf(first));
    assertThat(fetcherOf(other)).isNotEqualTo(fetcherOf(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void ifTwoFetchersReportTheUpstreamUnavailableTheFirstReplyCounts() throws Exception {
    fetcher("a");
    fetcher("b");
    fetcher("c");
    var call = client().fetch("pokemon/25", 30_000);
    nextRequest().reply(unavailable("first"));
    nextRequest().reply(unavailable("second"));

    assertThat(await(call)).isEqualTo(unavailable("first"));
    assertThat(received).isEmpty();
  }

  @Test
  void anUnavailableReplyOfTheOnlyFetcherEndsTheCall() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 30_000);
    nextRequest().reply(unavailable("first"));

    assertThat(await(call)).isEqualTo(unavailable("first"));
  }

  @Test
  void ifAFetcherTakesTooLongAnotherIsAskedForACachedCopy() throws Exception {
    startTwoAnnouncingFetchers();
    var call = client().fetch("pokemon/25", 30_000);
    var first = nextRequest();
    var again = nextRequest();
    var other = nextRequest();
    other.reply(STALE);

    assertThat(await(call)).isEqualTo(STALE);
    assertThat(call.fetcher()).isEqualTo(fetcherOf(other)).isNotEqualTo(fetcherOf(first));
    assertThat(other.body().onlyIfCached()).isTrue();
    assertThat(List.of(first, again)).noneMatch(request -> request.body().onlyIfCached());
  }

  @Test
  void ifTheSecondFetcherHasNoCachedCopyTheThirdIsAskedAtOnce() throws Exception {
    for (var name : List.of("a", "b", "c")) {
      fetcher(name);
    }
    var client = client();
    var stale = client.fetch("pokemon/1", 30_000);
    nextRequest().reply(STALE);
    await(stale);
    var call = client.fetch("pokemon/25", 1_000); // too short for a fetcher to count as silent
    var first = nextRequest();
    var second = nextRequest();
    second.reply(NOT_CACHED);
    var third = nextRequest();
    third.reply(STALE);

    assertThat(List.of(fetcherOf(first), fetcherOf(second), fetcherOf(third)))
        .containsExactlyInAnyOrder("a", "b", "c");
    assertThat(await(call)).isEqualTo(STALE);
  }

  @Test
  void withoutACachedCopyTheCallWaitsForTheFirstFetcher() throws Exception {
    startTwoAnnouncingFetchers();
    var call = client().fetch("pokemon/25", 30_000);
    var first = nextRequest();
    nextRequest();
    nextRequest().reply(NOT_CACHED);
    vertx.setTimer(100, later -> first.reply(FOUND));

    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void afterAStaleReplyTheNextCallSearchesForACachedCopySoon() throws Exception {
    startTwoAnnouncingFetchers();
    var client = client();
    var stale = client.fetch("pokemon/1", 30_000);
    nextRequest().reply(STALE);
    await(stale);
    var call = client.fetch("pokemon/25", 2_500); // too short for the reply to be overdue
    var first = nextRequest();
    var other = nextRequest();
    other.reply(STALE);

    assertThat(fetcherOf(other)).isNotEqualTo(fetcherOf(first));
    assertThat(other.body().onlyIfCached()).isTrue();
    assertThat(await(call)).isEqualTo(STALE);
  }

  @Test
  void afterAFreshReplyTheNextCallDoesNotSearchForACachedCopy() throws Exception {
    startTwoAnnouncingFetchers();
    var client = client();
    for (var reply : List.of(STALE, FOUND)) {
      var call = client.fetch("pokemon/1", 30_000);
      nextRequest().reply(reply);
      await(call);
    }
    var call = client.fetch("pokemon/25", 30_000);
    var first = nextRequest();

    assertThat(received.poll(1, TimeUnit.SECONDS)).isNull();
    first.reply(FOUND);
    assertThat(await(call)).isEqualTo(FOUND);
  }

  private void startTwoAnnouncingFetchers() {
    fetcher("a");
    fetcher("b");
    vertx.setPeriodic(100, id -> List.of("a", "b").forEach(this::announce));
  }

  private static FetchReply unavailable(String detail) {
    var failure = Failure.of(FailureKind.UPSTREAM_UNREACHABLE, detail);
    return new FetchReply.Failed(failure, Effort.ofRequest(100, 0));
  }
}
