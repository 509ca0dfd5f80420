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

/** What happens to a call whose document is larger than its memory grant. */
class GrantTest extends ClientRig {

  private static final long LENGTH = 300_000;
  private static final Origin MISS = new Origin(CacheStatus.MISS, 60_000, 0, 1, 20);
  private static final FetchReply TOO_LARGE =
      new FetchReply.TooLarge(LENGTH, MISS, Effort.ofRequest(20, 15_000));
  private static final FetchReply HIT =
      new FetchReply.Found(
          Buffer.buffer("{}"), Origin.cached(CacheStatus.HIT, 59_000), Effort.NONE, List.of());

  @Test
  void theRequestStatesTheMemoryGrant() throws Exception {
    fetcher("a");
    client().fetch("pokemon/25", 60_000, 0, new Memory(1_000));

    assertThat(nextRequest().body().grant()).isEqualTo(1_000);
  }

  @Test
  void aLargerDocumentIsRequestedAgainOnceMemoryIsGranted() throws Exception {
    fetcher("a");
    var memory = new Memory(1_000);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    nextRequest().reply(TOO_LARGE);
    memory.grant();
    var again = nextRequest();
    again.reply(HIT);

    assertThat(again.body().grant()).isEqualTo(LENGTH);
    var found = (FetchReply.Found) await(call);
    assertThat(found.effort()).isEqualTo(Effort.ofRequest(20, 15_000));
    assertThat(found.origin()).isEqualTo(MISS.atMost(59_000));
  }

  @Test
  void theFetcherThatCachedTheDocumentIsAskedAgain() throws Exception {
    fetcher("a");
    fetcher("b");
    var memory = new Memory(0);
    client().fetch("pokemon/25", 60_000, 0, memory);
    var first = nextRequest();
    first.reply(TOO_LARGE);
    memory.grant();

    assertThat(fetcherOf(nextRequest())).isEqualTo(fetcherOf(first));
  }

  @Test
  void ifTheFetcherIsLostDuringTheWaitForMemoryAnotherIsAsked() throws Exception {
    fetcher("a");
    fetcher("b");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    var first = nextRequest();
    first.reply(TOO_LARGE);
    memory.awaitRequest();
    depart(fetcherOf(first));
    memory.grant();
    var second = nextRequest();
    second.reply(HIT);

    assertThat(fetcherOf(second)).isNotEqualTo(fetcherOf(first));
    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void aDocumentThatGrewDuringTheWaitIsRequestedAThirdTime() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    nextRequest().reply(TOO_LARGE);
    memory.grant();
    nextRequest().reply(new FetchReply.TooLarge(2 * LENGTH, MISS, Effort.ofRequest(30, 16_000)));
    memory.grant();
    var third = nextRequest();
    third.reply(HIT);

    assertThat(third.body().grant()).isEqualTo(2 * LENGTH);
    assertThat(await(call).effort()).isEqualTo(new Effort(1, 2, 0, 50, 31_000));
  }

  @Test
  void aCallThatWaitsForMemoryEndsAtItsDeadline() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 300, 0, memory);
    nextRequest().reply(TOO_LARGE);

    assertThat(kind(await(call))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    assertThat(call.reply().result().effort().requests()).isEqualTo(1);
    memory.grant(); // has no effect: the call has ended
    assertThat(received).isEmpty();
  }

  @Test
  void aCallThatWaitsForMemoryCanBeCancelled() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var client = client();
    var call = client.fetch("pokemon/25", 60_000, 0, memory);
    nextRequest().reply(TOO_LARGE);
    memory.awaitRequest();
    context.runOnContext(here -> client.client.cancel(List.of(call)));

    assertThat(kind(await(call))).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void aFailureOfTheRepeatedRequestIsTheReply() throws Exception {
    fetcher("a");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    nextRequest().reply(TOO_LARGE);
    memory.grant();
    nextRequest().reply(LEAVING); // there is no other fetcher

    assertThat(kind(await(call))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aCachedCopyIsRequestedAgainWhileTheUpstreamIsUnavailable() throws Exception {
    fetcher("a");
    fetcher("b");
    var memory = new Memory(0);
    var call = client().fetch("pokemon/25", 60_000, 0, memory);
    nextRequest().reply(unavailable());
    nextRequest().reply(new FetchReply.TooLarge(LENGTH, Origin.stale(1), Effort.NONE));
    memory.grant();
    nextRequest().reply(STALE);

    assertThat(await(call)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void aReplyThatExpectsAnAcknowledgementGetsOne() throws Exception {
    fetcher("a");
    var call = client().fetch("pokemon/25", 60_000);
    var acknowledged = nextRequest().replyAndRequest(FOUND);

    assertThat(acknowledged.await(20, TimeUnit.SECONDS).body()).isNull();
    assertThat(await(call)).isEqualTo(FOUND);
  }

  @Test
  void eachOfTwoRepliesIsAcknowledged() throws Exception {
    fetcher("a");
    vertx.setPeriodic(Announcement.INTERVAL_MS, id -> announce("a"));
    var call = client().fetch("pokemon/25", 60_000);
    var first = nextRequest();
    Message<FetchRequest> again = nextRequest(); // repeated after 3 s without a reply
    first.replyAndRequest(FOUND).await(20, TimeUnit.SECONDS);

    assertThat(again.replyAndRequest(FOUND).await(20, TimeUnit.SECONDS).body()).isNull();
    assertThat(await(call)).isEqualTo(FOUND);
  }

  private static FetchReply unavailable() {
    return new FetchReply.Failed(Failure.of(FailureKind.CIRCUIT_OPEN, "unavailable"), Effort.NONE);
  }

  /** A memory grant that grows when the test calls {@link #grant()}. */
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
    public void growTo(long size, Runnable granted) {
      waiting.add(
          () -> {
            bytes = size;
            granted.run();
          });
    }

    void awaitRequest() throws InterruptedException {
      var asked = waiting.poll(20, TimeUnit.SECONDS);
      assertThat(asked).as("a call that waits for memory").isNotNull();
      waiting.add(asked);
    }

    void grant() throws InterruptedException {
      awaitRequest();
      var granted = waiting.remove();
      context.runOnContext(here -> granted.run());
    }
  }
}
