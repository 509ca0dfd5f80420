package dev.pokebatch.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.metrics.Metrics;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/**
 * In whatever order calls are answered, cancelled, timed out and failed: the calls in flight never
 * exceed the memory, and all memory is released.
 */
class FetchMemoryPropertiesTest {

  private static final int CALLS = 200;
  private static final long POOL = 2 << 20;

  private final StackRig rig = new StackRig();

  @AfterEach
  void stop() {
    rig.close();
  }

  @RepeatedTest(10)
  void allMemoryComesBack(RepetitionInfo repetition) {
    var seed = repetition.getCurrentRepetition();
    var config =
        StackRig.config(2, 50, CALLS, StackRig.anyRate(), new MemoryConfig(POOL, POOL, POOL));
    var shared = SharedGuards.of(config, new Metrics());
    var pool = shared.memory().fetching();
    var upstream = new Erratic(pool, new Random(seed));
    var stack = rig.stack(upstream::get, config, shared);
    var random = new Random(-seed);
    var signals = new ArrayList<CancelSignal>();
    var calls = new FetchCall[CALLS];
    for (var i = 0; i < CALLS; i++) {
      signals.add(new CancelSignal());
      calls[i] = call("p" + random.nextInt(CALLS / 2), random, signals.get(i));
    }
    var got = rig.get(stack, calls);
    rig.run(() -> signals.forEach(signal -> cancelSome(signal, random)));

    await().atMost(Duration.ofSeconds(60)).until(() -> got.stream().allMatch(Future::isComplete));
    await().until(() -> pool.free() == POOL && pool.waiting() == 0);
    assertThat(stack.waiting().getAsInt()).isZero();
    assertThat(upstream.max.get()).isPositive();
    assertThat(upstream.overdrawn.get()).as("by one body at most").isLessThan(Erratic.LONGEST);
  }

  @Test
  void aCallThatWaitsForMemoryIsCountedAndFailsWithTheCircuit() {
    var memory = new MemoryConfig(1, 1, 1); // memory for one document at a time
    var config = StackRig.config(1, 50, CALLS, StackRig.anyRate(), memory);
    var stack = rig.stack(rig.slow, config);
    var got = rig.get(stack, "first", "second", "third");

    assertThat(rig.asked).containsExactly("pokemon/first");
    assertThat(stack.waiting().getAsInt()).isEqualTo(2);

    rig.answers.get(0).complete(StackRig.text("{}"));
    await().until(() -> rig.asked.size() == 2);
    assertThat(got.get(0).succeeded()).isTrue();
    assertThat(stack.waiting().getAsInt()).isEqualTo(1);
  }

  private static FetchCall call(String key, Random random, CancelSignal signal) {
    return new FetchCall(
        new DocumentPath("pokemon", key),
        DocumentView.WHOLE,
        TransportKind.NON_BLOCKING,
        new Budget(random.nextInt(4) == 0 ? 1 + random.nextInt(50) : 60_000),
        signal);
  }

  private static void cancelSome(CancelSignal signal, Random random) {
    if (random.nextInt(4) == 0) {
      signal.cancel();
    }
  }

  /** An upstream with bodies of any length, known late, that ends exchanges in every way. */
  private static final class Erratic {
    private static final int LONGEST = 1 << 19;

    private final MemoryPool pool;
    private final Random random;
    private final AtomicLong max = new AtomicLong();
    private final AtomicLong overdrawn = new AtomicLong();

    private Erratic(MemoryPool pool, Random random) {
      this.pool = pool;
      this.random = random;
    }

    private Future<Document> get(FetchCall call) {
      var memory = Objects.requireNonNull(call.memory());
      assertThat(memory.isGranted()).isTrue();
      Promise<Document> promise = Promise.promise();
      var context = Vertx.currentContext();
      call.cancel()
          .onCancel(
              () -> promise.tryFail(FetchException.of(FailureKind.CANCELLED, "as the test says")));
      var length = random.nextInt(LONGEST);
      if (length < memory.bytes()) {
        memory.settle(length);
        answer(context, promise, length);
      } else {
        memory.grow(
            length - memory.bytes(),
            task -> context.runOnContext(turn -> task.run()),
            () -> answer(context, promise, length));
      }
      return promise.future();
    }

    private void answer(Context context, Promise<Document> promise, int length) {
      max.accumulateAndGet(POOL - pool.free(), Math::max);
      overdrawn.accumulateAndGet(-pool.free(), Math::max);
      var kind = random.nextInt(3) == 0 ? FailureKind.UPSTREAM_CUT_OFF : null;
      context
          .owner()
          .setTimer(
              1 + random.nextInt(5),
              later -> {
                if (kind == null) {
                  promise.tryComplete(Calls.document(Math.min(length, 1_000)));
                } else {
                  promise.tryFail(FetchException.of(kind, "as the test says"));
                }
              });
    }
  }
}
