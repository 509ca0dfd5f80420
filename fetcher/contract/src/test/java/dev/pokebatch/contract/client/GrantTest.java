package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Origin;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A truth table of what happens to a call whose document is longer than it has memory for. */
class GrantTest extends ClientRig {

  private static final long LENGTH = 300_000;
  private static final Origin MISS = new Origin(CacheStatus.MISS, 60_000, 0, 1, 20);
  private static final FetchReply TOO_LARGE =
      new FetchReply.TooLarge(LENGTH, MISS, Effort.ofRequest(20, 15_000));
  private static final FetchReply HIT =
      new FetchReply.Found(
          Buffer.buffer("{}"), Origin.cached(CacheStatus.HIT, 59_000), Effort.NONE, List.of());

  @Test
  void theFetcherIsToldHowMuchMemoryThereIs() throws Exception {
    fetcher("a");
    client().fetch("pokemon/25", 60_000, 0, new Memory(1_000));

    assertThat(next().body().grant()).isEqualTo(1_000);
  }

  @Test
  void aLongerDocumentIsAskedForAgainOnceThereIsMemoryForIt() throws Exception {
    fetcher("a");
    var memory = new Memory(1_000);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    next().reply(TOO_LARGE);
    memory.grant();
    var again = next();
    again.reply(HIT);

    assertThat(again.body().grant()).isEqualTo(LENGTH);
    var found = (FetchReply.Found) await(call);
    assertThat(found.effort()).isEqualTo(Effort.ofRequest(20, 15_000));
    assertThat(found.origin()).isEqualTo(MISS.atMost(59_000));
  }

  @Test
  void theFetcherThatHasTheDocumentIsAskedAgain() throws Exception {
    fetcher("a");
    fetcher("b");
    var memory = new Memory(0);
    client().fetch("pokemon/25", 60_000, 0, memory);
    var first = next();
    first.reply(TOO_LARGE);
    memory.grant();

    assertThat(name(next())).isEqualTo(name(first));
  }

  @Test
  void ifThatFetcherIsLostMeanwhileAnotherOneIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    var first = next();
    first.reply(TOO_LARGE);
    memory.isAskedFor();
    depart(name(first));
    memory.grant();
    var second = next();
    second.reply(HIT);

    assertThat(name(second)).isNotEqualTo(name(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void aDocumentThatHasGrownMeanwhileIsAskedForOnceMore() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    next().reply(TOO_LARGE);
    memory.grant();
    next().reply(new FetchReply.TooLarge(2 * LENGTH, MISS, Effort.ofRequest(30, 16_000)));
    memory.grant();
    var third = next();
    third.reply(HIT);

    assertThat(third.body().grant()).isEqualTo(2 * LENGTH);
    assertThat(await(call).effort()).isEqualTo(new Effort(1, 2, 0, 50, 31_000));
  }

  @Test
  void aCallThatWaitsForMemoryIsOverWhenItsTimeIs() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 300, 0, memory);
    next().reply(TOO_LARGE);

    assertThat(kind(await(call))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(call.reply().result().effort().requests()).isEqualTo(1);
    memory.grant(); // too late, and harmless
    assertThat(asked).isEmpty();
  }

  @Test
  void aCallThatWaitsForMemoryCanBeCancelled() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var client = client();
    var call = client.fetch("pokemon/25", 60_000, 0, memory);
    next().reply(TOO_LARGE);
    memory.isAskedFor();
    context.runOnContext(here -> client.client.cancel(List.of(call)));

    assertThat(kind(await(call))).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void aFailureOfTheSecondRequestIsTheReply() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    next().reply(TOO_LARGE);
    memory.grant();
    next().reply(LEAVING); // nobody else is there

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aKeptDocumentIsAskedForAgainThoughTheUpstreamIsAway() throws Exception {
    fetcher("a");
    fetcher("b");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    next().reply(away());
    next().reply(new FetchReply.TooLarge(LENGTH, Origin.stale(1), Effort.NONE));
    memory.grant();
    next().reply(STALE);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void anAnswerThatWantsAnAcknowledgementGetsOne() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    var acknowledged = next().replyAndRequest(FOUND);

    assertThat(acknowledged.await(20, TimeUnit.SECONDS).body()).isNull();
    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void anAnswerThatComesTwiceIsAcknowledgedTwice() throws Exception {
    fetcher("a");
    vertx.setPeriodic(Announcement.INTERVAL_MS, id -> announce("a"));
    var call = client().fetch("pokemon/25", 60_000);
    var first = next();
    Message<FetchRequest> again = next(); // the first one was silent for 3 s
    first.replyAndRequest(FOUND).await(20, TimeUnit.SECONDS);

    assertThat(again.replyAndRequest(FOUND).await(20, TimeUnit.SECONDS).body()).isNull();
    assertThat(await(call)).isEqualTo(FOUND);
  }

  private static FetchReply away() {
    return new FetchReply.Failed(Failure.of(FailureKind.CIRCUIT_OPEN, "away"), Effort.NONE);
  }

  /** Grows when the test says so. */
  private final class Memory implements MemoryGrant {
    private final BlockingQueue<Runnable> waiting = new LinkedBlockingQueue<>();
    private long bytes;

    private Memory(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public long bytes() {
      return bytes;
    }

    @Override
    public void growTo(long wanted, Runnable granted) {
      waiting.add(
          () -> {
            bytes = wanted;
            granted.run();
          });
    }

    void isAskedFor() throws InterruptedException {
      var asked = waiting.poll(20, TimeUnit.SECONDS);
      assertThat(asked).as("a call that waits for memory").isNotNull();
      waiting.add(asked);
    }

    void grant() throws InterruptedException {
      isAskedFor();
      var granted = waiting.remove();
      context.runOnContext(here -> granted.run());
    }
  }
}
