package dev.pokebatch.fetcher;

import static dev.pokebatch.fetcher.StackRig.anyRate;
import static dev.pokebatch.fetcher.StackRig.awaitKinds;
import static dev.pokebatch.fetcher.StackRig.config;
import static dev.pokebatch.fetcher.StackRig.kindOf;
import static dev.pokebatch.fetcher.StackRig.names;
import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.StackRig.Rate;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.Future;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The reasons for the order of the guards, one test each. */
class FetchStackOrderTest {

  private static final long MINUTE_MS = 60_000;

  private final StackRig rig = new StackRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void theMeterCountsHitsCollapsedCallsAndTimeouts() {
    var config = config(1, 10, 10, anyRate());
    var shared = SharedGuards.of(config, new Metrics());
    var stack = rig.stack(rig.slow, config, shared);
    rig.get(stack, "a", "a", "a");
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    rig.get(stack, "a", "a", "b");
    var late = rig.get(stack, call("b", 1));

    awaitKinds(late, FailureKind.DEADLINE_EXCEEDED);
    assertThat(shared.stats().counts())
        .isEqualTo(Map.of("miss", 1L, "collapsed", 2L, "hit", 2L, "deadline_exceeded", 1L));
  }

  @Test
  void theMeterDoesNotCountLookupsOfTheStack() {
    Fetch missing =
        call -> {
          rig.asked.add(call.path().toString());
          return call.path().isPage()
              ? Future.succeededFuture(StackRig.text("{\"results\":[{\"name\":\"b\"}]}"))
              : Future.failedFuture(denied());
        };
    var config = config(1, 10, 10, anyRate());
    var shared = SharedGuards.of(config, new Metrics());
    var got = rig.get(rig.stack(missing, config, shared), "a");

    awaitKinds(got, FailureKind.NOT_FOUND);
    assertThat(rig.asked).contains("pokemon?limit=100000&offset=0");
    assertThat(shared.stats().counts()).isEqualTo(Map.of("not_found", 1L));
  }

  @Test
  void eachCallerHasItsOwnTimeoutWhoeverLeadsTheFlight() {
    var stack = rig.stack(rig.slow, config(1, 10, 10, anyRate()));
    var got = rig.get(stack, call("a", 50), call("a", MINUTE_MS), call("a", 50));

    await().until(() -> got.get(0).isComplete() && got.get(2).isComplete());
    assertThat(kindOf(got.get(0))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(kindOf(got.get(2))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(got.get(1).isComplete()).isFalse();
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    assertThat(got.get(1).succeeded()).isTrue();
    assertThat(rig.asked).hasSize(1);
  }

  @Test
  void aHitTakesNoPermit() {
    var stack = rig.stack(rig.slow, config(1, 1, 0, anyRate()));
    rig.get(stack, "a");
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    var got = rig.get(stack, "b", "a", "c");

    assertThat(got.get(1).result().cache()).isEqualTo(CacheStatus.HIT);
    assertThat(rig.asked).as("c waits for the permit").containsExactly("pokemon/a", "pokemon/b");
  }

  @Test
  void cachedDocumentsAreServedWhileTheCircuitIsOpen() {
    var stack = rig.stack(rig.slow, config(1, 1_000, 0, anyRate()));
    rig.get(stack, "a");
    rig.answers.get(0).complete(document(1, Lifetime.unspecified(System.currentTimeMillis())));
    rig.get(stack, names(100));
    for (var i = 1; i <= 100; i++) {
      rig.answers.get(i).fail(FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "as the test says"));
    }
    var got = rig.get(stack, "b", "a");

    assertThat(kindOf(got.get(0))).isEqualTo(FailureKind.CIRCUIT_OPEN);
    assertThat(got.get(1).result().cache()).isEqualTo(CacheStatus.STALE);
    assertThat(rig.asked).hasSize(101);
  }

  @Test
  void thePauseBeforeARetryHoldsNoPermit() {
    var stack = rig.stack(rig.gone, config(2, 1, 0, anyRate()));
    var got = rig.get(stack, "a", "b");

    assertThat(rig.asked).startsWith("pokemon/a", "pokemon/b");
    awaitKinds(got, FailureKind.UPSTREAM_UNREACHABLE);
  }

  @Test
  void aHitTakesNoToken() {
    var stack = rig.stack(rig.slow, config(1, 10, 10, new Rate(1, 2)));
    rig.get(stack, "a");
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    var hits = rig.get(stack, "a", "a", "a");
    rig.get(stack, "b", "c");

    assertThat(hits).allMatch(Future::succeeded);
    assertThat(rig.asked).as("c has no token").containsExactly("pokemon/a", "pokemon/b");
  }

  @Test
  void followersTakeNoPermitAndNoToken() {
    var stack = rig.stack(rig.slow, config(1, 2, 0, new Rate(1, 2)));
    var followers = rig.get(stack, "a", "a", "a");
    rig.get(stack, "b");

    assertThat(rig.asked).containsExactly("pokemon/a", "pokemon/b");
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    assertThat(followers).allMatch(Future::succeeded);
  }

  @Test
  void followersShareTheRetries() {
    var stack = rig.stack(rig.gone, config(2, 10, 10, anyRate()));
    var got = rig.get(stack, "a", "a", "a");

    awaitKinds(got, FailureKind.UPSTREAM_UNREACHABLE);
    assertThat(rig.asked).hasSize(2);
  }

  @Test
  void waitingForATokenHoldsNoPermit() {
    var stack = rig.stack(rig.slow, config(1, 1, 1, new Rate(1, 1)));
    rig.get(stack, "a");
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    var got = rig.get(stack, "waits", "refused");

    // If the first call had taken the permit, the second would wait for it.
    assertThat(kindOf(got.get(1))).isEqualTo(FailureKind.OVERLOADED);
    assertThat(got.get(0).isComplete()).isFalse();
  }

  @Test
  void waitingForAThreadHoldsNoPermit() {
    var stack = rig.stack(rig.slow, config(1, 2, 10, anyRate()));
    rig.get(stack, blocking("a"), blocking("waits"), call("b"));

    assertThat(rig.asked).containsExactly("pokemon/a", "pokemon/b");
    rig.answers.get(0).complete(document(1, StackRig.fresh()));
    assertThat(rig.asked).containsExactly("pokemon/a", "pokemon/b", "pokemon/waits");
  }

  @Test
  void anOpenCircuitEndsTheRetries() {
    var stack = rig.stack(rig.gone, config(10, 1_000, 0, anyRate()));
    var got = rig.get(stack, names(100));

    awaitKinds(got, FailureKind.CIRCUIT_OPEN);
    assertThat(rig.asked).hasSize(100);
  }

  @Test
  void everyAttemptCountsForTheCircuit() {
    var stack = rig.stack(rig.gone, config(10, 1_000, 0, anyRate()));
    var got = rig.get(stack, names(25));

    awaitKinds(got, FailureKind.CIRCUIT_OPEN);
    assertThat(rig.asked).hasSize(100);
  }

  @Test
  void anOpenCircuitRefusesBeforeACallQueuesOrTakesAToken() {
    var stack = rig.stack(rig.gone, config(1, 1_000, 0, new Rate(1, 103))); // 3 tokens in reserve
    rig.get(stack, names(100));
    var refused = rig.get(stack, "a", "b", "c");

    assertThat(refused).allMatch(f -> kindOf(f) == FailureKind.CIRCUIT_OPEN);
    assertThat(stack.waiting().getAsInt()).isZero();
  }

  @Test
  void waitingCallsFailWhenTheCircuitOpens() {
    var stack = rig.stack(rig.slow, config(1, 101, 500, anyRate()));
    var got = rig.get(stack, names(400));
    for (var i = 1; i <= 100; i++) {
      rig.answers.get(i).fail(FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "as the test says"));
    }

    await().until(() -> stack.waiting().getAsInt() == 0);
    var left = got.subList(rig.asked.size(), 400);
    assertThat(left).hasSizeGreaterThan(150);
    assertThat(left).allMatch(f -> kindOf(f) == FailureKind.CIRCUIT_OPEN);
    assertThat(got.get(0).isComplete()).as("what is on the wire").isFalse();
  }

  @Test
  void theAlternateUrlIsTriedOnceForAllCallersOfADocument() {
    Fetch ghostly =
        call -> {
          rig.asked.add(call.path() + (call.omitSlash() ? "" : "/"));
          return call.omitSlash()
              ? Future.succeededFuture(document(1, StackRig.fresh()))
              : call.path().isPage()
                  ? Future.succeededFuture(StackRig.text("{\"results\":[{\"name\":\"a\"}]}"))
                  : Future.failedFuture(denied());
        };
    var stack = rig.stack(ghostly, config(10, 1, 0, anyRate()));
    var got = rig.get(stack, "a", "a");

    await().until(() -> got.stream().allMatch(Future::succeeded));
    assertThat(rig.asked).startsWith("pokemon/a/").endsWith("pokemon/a");
    assertThat(rig.asked)
        .containsOnlyOnce("pokemon/a/", "/", "pokemon?limit=100000&offset=0/", "pokemon/a");
  }

  private static FetchCall blocking(String key) {
    var call = call(key);
    return new FetchCall(
        call.path(), call.view(), TransportKind.BLOCKING, call.budget(), call.cancel());
  }

  private static FetchException denied() {
    return new FetchException(
        Failure.answered(FailureKind.NOT_FOUND, "as the test says", 404), Effort.ofRequest(1, 0));
  }
}
