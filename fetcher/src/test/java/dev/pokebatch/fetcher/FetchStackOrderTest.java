package dev.pokebatch.fetcher;

import static dev.pokebatch.fetcher.fetch.Calls.call;
import static dev.pokebatch.fetcher.fetch.Calls.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.fetcher.cache.CachePolicy;
import dev.pokebatch.fetcher.cache.Holdings;
import dev.pokebatch.fetcher.contract.Effort;
import dev.pokebatch.fetcher.contract.Failure;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.fetcher.fetch.StoredDocument;
import dev.pokebatch.fetcher.guard.GuardConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why the guards stand in the order in which they stand: a test for each reason. */
@ExtendWith(VertxExtension.class)
class FetchStackOrderTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int ANY = 0;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Promise<Document>> answers = new CopyOnWriteArrayList<>();

  /** Answers when the test says so. */
  private final Fetch slow =
      call -> {
        asked.add(call.path().toString());
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
      };

  /** Is gone. */
  private final Fetch gone =
      call -> {
        asked.add(call.path().toString());
        return Future.failedFuture(
            FetchException.of(FailureKind.UPSTREAM_UNREACHABLE, "as the test says"));
      };

  @Test
  void aHitTakesNoToken(Vertx vertx) {
    var stack = stack(vertx, slow, config(1, 10, 10, new Rate(1, 2)));
    get(vertx, stack, "a");
    answers.get(0).complete(document(1, fresh()));
    var hits = get(vertx, stack, "a", "a", "a");
    get(vertx, stack, "b", "c");

    assertThat(hits).allMatch(Future::succeeded);
    assertThat(asked).as("c has no token").containsExactly("pokemon/a", "pokemon/b");
  }

  @Test
  void theMeterSeesHitsAndWhoJoinsAndWhoseTimeIsOver(Vertx vertx) {
    var config = config(1, 10, 10, new Rate(ANY, 1));
    var shared = SharedGuards.of(config);
    var stack = stack(vertx, slow, config, shared);
    get(vertx, stack, "a", "a", "a");
    answers.get(0).complete(document(1, fresh()));
    get(vertx, stack, "a", "a", "b");
    var late = get(vertx, stack, 1, "b");

    awaitKinds(late, FailureKind.DEADLINE_EXCEEDED);
    assertThat(shared.stats().snapshot().begun()).as("with b").isEqualTo(7);
    assertThat(shared.stats().snapshot().counts())
        .isEqualTo(Map.of("miss", 1L, "collapsed", 2L, "hit", 2L, "deadline_exceeded", 1L));
  }

  @Test
  void theMeterDoesNotSeeWhatTheStackLooksUpForItself(Vertx vertx) {
    Fetch missing =
        call -> {
          asked.add(call.path().toString());
          return call.path().isPage()
              ? Future.succeededFuture(text("{\"results\":[{\"name\":\"b\"}]}"))
              : Future.failedFuture(denied());
        };
    var config = config(1, 10, 10, new Rate(ANY, 1));
    var shared = SharedGuards.of(config);
    var got = get(vertx, stack(vertx, missing, config, shared), "a");

    awaitKinds(got, FailureKind.NOT_FOUND);
    assertThat(asked).contains("pokemon?limit=100000&offset=0");
    assertThat(shared.stats().snapshot().counts()).isEqualTo(Map.of("not_found", 1L));
  }

  @Test
  void followersTakeNoPermitAndNoToken(Vertx vertx) {
    var stack = stack(vertx, slow, config(1, 2, 0, new Rate(1, 2)));
    var followers = get(vertx, stack, "a", "a", "a");
    get(vertx, stack, "b");

    assertThat(asked).containsExactly("pokemon/a", "pokemon/b");
    answers.get(0).complete(document(1, fresh()));
    assertThat(followers).allMatch(Future::succeeded);
  }

  @Test
  void followersShareTheRetries(Vertx vertx) {
    var stack = stack(vertx, gone, config(2, 10, 10, new Rate(ANY, 1)));
    var got = get(vertx, stack, "a", "a", "a");

    awaitKinds(got, FailureKind.UPSTREAM_UNREACHABLE);
    assertThat(asked).hasSize(2);
  }

  @Test
  void waitingForATokenHoldsNoPermit(Vertx vertx) {
    var stack = stack(vertx, slow, config(1, 1, 1, new Rate(1, 1)));
    get(vertx, stack, "a");
    answers.get(0).complete(document(1, fresh()));
    var got = get(vertx, stack, "waits", "refused");

    // Had the first one of them taken the permit, the other would wait for that.
    assertThat(kindOf(got.get(1))).isEqualTo(FailureKind.OVERLOADED);
    assertThat(got.get(0).isComplete()).isFalse();
  }

  @Test
  void anOpenCircuitEndsTheRetries(Vertx vertx) {
    var stack = stack(vertx, gone, config(10, 1_000, 0, new Rate(ANY, 1)));
    var got = get(vertx, stack, names(100));

    awaitKinds(got, FailureKind.CIRCUIT_OPEN);
    assertThat(asked).hasSize(100);
  }

  @Test
  void everyTryCountsForTheCircuit(Vertx vertx) {
    var stack = stack(vertx, gone, config(10, 1_000, 0, new Rate(ANY, 1)));
    var got = get(vertx, stack, names(25));

    awaitKinds(got, FailureKind.CIRCUIT_OPEN);
    assertThat(asked).hasSize(100);
  }

  @Test
  void anOpenCircuitDecidesBeforeAPlaceOrATokenIsTaken(Vertx vertx) {
    var stack = stack(vertx, gone, config(1, 1_000, 0, new Rate(1, 100)));
    get(vertx, stack, names(100));
    var refused = get(vertx, stack, "a", "b", "c");

    assertThat(refused).allMatch(f -> kindOf(f) == FailureKind.CIRCUIT_OPEN);
    assertThat(stack.waiting().getAsInt()).isZero();
  }

  @Test
  void whatWaitsWhenTheCircuitOpensFailsWithTheRest(Vertx vertx) {
    var stack = stack(vertx, slow, config(1, 101, 500, new Rate(ANY, 1)));
    var got = get(vertx, stack, names(400));
    for (var i = 1; i <= 100; i++) {
      answers.get(i).fail(FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "as the test says"));
    }

    await().until(() -> stack.waiting().getAsInt() == 0);
    var left = got.subList(asked.size(), 400);
    assertThat(left).hasSizeGreaterThan(150);
    assertThat(left).allMatch(f -> kindOf(f) == FailureKind.CIRCUIT_OPEN);
    assertThat(got.get(0).isComplete()).as("what is on the wire").isFalse();
  }

  @Test
  void aGhostIsSeenThroughOnceForAllWhoWantTheDocument(Vertx vertx) {
    Fetch ghostly =
        call -> {
          asked.add(call.path() + (call.isBare() ? "" : "/"));
          return call.isBare()
              ? Future.succeededFuture(document(1, fresh()))
              : call.path().isPage()
                  ? Future.succeededFuture(text("{\"results\":[{\"name\":\"a\"}]}"))
                  : Future.failedFuture(denied());
        };
    var stack = stack(vertx, ghostly, config(10, 1, 0, new Rate(ANY, 1)));
    var got = get(vertx, stack, "a", "a");

    await().until(() -> got.stream().allMatch(Future::succeeded));
    assertThat(asked).containsExactly("pokemon/a/", "pokemon?limit=100000&offset=0/", "pokemon/a");
  }

  private static FetchException denied() {
    return new FetchException(
        Failure.answered(FailureKind.NOT_FOUND, "as the test says", 404), Effort.ofRequest(1, 0));
  }

  private static Lifetime fresh() {
    var now = System.currentTimeMillis();
    var minute = MINUTE.toMillis();
    return new Lifetime(now, 0, minute, 0, OptionalLong.empty(), false, false, false, null);
  }

  private static Document text(String json) {
    var body = new Encoded(json.getBytes(StandardCharsets.UTF_8), false);
    return document(new StoredDocument(body, fresh(), null));
  }

  /** All at once, in one turn of an event loop, as in a verticle. */
  private static List<Future<Document>> get(Vertx vertx, FetchStack stack, String... keys) {
    return get(vertx, stack, MINUTE.toMillis(), keys);
  }

  private static List<Future<Document>> get(
      Vertx vertx, FetchStack stack, long budgetMs, String... keys) {
    var got = new CopyOnWriteArrayList<Future<Document>>();
    var loop = vertx.getOrCreateContext();
    loop.runOnContext(
        here -> {
          for (var key : keys) {
            got.add(stack.fetch().get(call(key, budgetMs)));
          }
        });
    await().until(() -> got.size() == keys.length);
    return got;
  }

  private static String[] names(int count) {
    var names = new ArrayList<String>();
    for (var i = 0; i < count; i++) {
      names.add("p" + i);
    }
    return names.toArray(String[]::new);
  }

  private static void awaitKinds(List<Future<Document>> failing, FailureKind kind) {
    await().until(() -> failing.stream().allMatch(Future::isComplete));
    assertThat(failing).allMatch(f -> kindOf(f) == kind);
  }

  private static @Nullable FailureKind kindOf(Future<Document> failed) {
    return failed.cause() == null ? null : Calls.kindOf(failed);
  }

  private static FetchStack stack(Vertx vertx, Fetch upstream, FetcherConfig config) {
    return stack(vertx, upstream, config, SharedGuards.of(config));
  }

  private static FetchStack stack(
      Vertx vertx, Fetch upstream, FetcherConfig config, SharedGuards shared) {
    return FetchStack.around(
        upstream,
        (body, view) ->
            Future.succeededFuture(new Cut(view, Buffer.buffer(body.bytes()), List.of())),
        new Holdings(1 << 20, new CachePolicy(MINUTE, MINUTE), Clock.systemUTC()),
        shared,
        vertx,
        config);
  }

  private record Rate(int rate, int burst) {}

  private static FetcherConfig config(int tries, int connections, int waiting, Rate rate) {
    return new FetcherConfig(
        "http://127.0.0.1",
        1,
        connections,
        waiting,
        MINUTE,
        MINUTE,
        1 << 20,
        1,
        1 << 20,
        MINUTE,
        MINUTE,
        null,
        new GuardConfig(tries, rate.rate(), rate.burst(), 50, MINUTE, MINUTE));
  }
}
