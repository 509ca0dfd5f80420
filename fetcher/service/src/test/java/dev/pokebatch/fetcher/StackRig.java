package dev.pokebatch.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.fetcher.cache.CachePolicy;
import dev.pokebatch.fetcher.cache.DocumentRepository;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.guard.GuardConfig;
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A whole stack over upstreams that the test controls, called as in a verticle. */
final class StackRig implements AutoCloseable {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** The requested paths, in order. */
  final List<String> asked = new CopyOnWriteArrayList<>();

  /** The outcomes of {@link #slow}. */
  final List<Promise<Document>> answers = new CopyOnWriteArrayList<>();

  /** An upstream that answers when the test says so. */
  final Fetch slow =
      call -> {
        asked.add(call.path().toString());
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
      };

  /** An unreachable upstream. */
  final Fetch gone =
      call -> {
        asked.add(call.path().toString());
        return Future.failedFuture(
            FetchException.of(FailureKind.UPSTREAM_UNREACHABLE, "as the test says"));
      };

  private final Vertx vertx = Vertx.vertx();

  FetchStack stack(Fetch upstream, FetcherConfig config) {
    return stack(upstream, config, SharedGuards.of(config, new Metrics()));
  }

  FetchStack stack(Fetch upstream, FetcherConfig config, SharedGuards shared) {
    return FetchStack.around(
        upstream,
        upstream,
        (body, view) ->
            Future.succeededFuture(
                new ProjectedDocument(view, Buffer.buffer(body.bytes()), List.of())),
        new DocumentRepository(1 << 20, new CachePolicy(MINUTE, MINUTE), Clock.systemUTC()),
        shared,
        vertx,
        config);
  }

  List<Future<Document>> get(FetchStack stack, String... keys) {
    return get(
        stack,
        Stream.of(keys).map(key -> Calls.call(key, MINUTE.toMillis())).toArray(FetchCall[]::new));
  }

  /** Makes all calls in one task of an event loop, as in a verticle. */
  List<Future<Document>> get(FetchStack stack, FetchCall... calls) {
    var got = new CopyOnWriteArrayList<Future<Document>>();
    vertx
        .getOrCreateContext()
        .runOnContext(
            here -> {
              for (var call : calls) {
                got.add(stack.fetch().get(call));
              }
            });
    soon().until(() -> got.size() == calls.length);
    return got;
  }

  /** Runs a task on the same event loop. */
  void run(Runnable action) {
    vertx.getOrCreateContext().runOnContext(here -> action.run());
  }

  @Override
  public void close() {
    vertx.close().await();
  }

  static String[] names(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).toArray(String[]::new);
  }

  static Lifetime fresh() {
    var now = System.currentTimeMillis();
    var minute = MINUTE.toMillis();
    return new Lifetime(now, 0, minute, 0, OptionalLong.empty(), false, false, false, null);
  }

  static Document text(String json) {
    var body = new EncodedJson(json.getBytes(StandardCharsets.UTF_8), false);
    return Calls.document(new CachedDocument(body, fresh(), null));
  }

  static void awaitKinds(List<Future<Document>> failing, FailureKind kind) {
    soon().until(() -> failing.stream().allMatch(Future::isComplete));
    assertThat(failing).allMatch(f -> kindOf(f) == kind);
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(5));
  }

  /** The kind of the failure; null if there is none. */
  static @Nullable FailureKind kindOf(Future<Document> failed) {
    return failed.cause() == null ? null : Calls.kindOf(failed);
  }

  /** A stack with this rate and burst. */
  record Rate(int rate, int burst) {}

  static Rate anyRate() {
    return new Rate(0, 1);
  }

  static FetcherConfig config(int tries, int connections, int waiting, Rate rate) {
    return config(tries, connections, waiting, rate, new MemoryConfig(1 << 30, 1 << 30, 1 << 30));
  }

  static FetcherConfig config(
      int tries, int connections, int waiting, Rate rate, MemoryConfig memory) {
    return new FetcherConfig(
        "http://127.0.0.1",
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
        memory,
        new GuardConfig(tries, rate.rate(), rate.burst(), 50, MINUTE, MINUTE),
        false);
  }
}
