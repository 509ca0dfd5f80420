package dev.pokebatch.fetcher.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchBundle;
import dev.pokebatch.contract.FetchReplies;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.fetcher.expansion.Expander;
import dev.pokebatch.fetcher.fetch.CachedDocument;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Long replies are counted until the caller has them, and all of their memory is released. */
@Execution(ExecutionMode.CONCURRENT)
class ReplyMemoryTest {

  private static final String ADDRESS = Addresses.of("here", 0);
  private static final int LENGTH = 100_000;

  /** Enough for two of these replies. */
  private static final long POOL = 2 * LENGTH + LENGTH / 2;

  private final Vertx vertx = Vertx.vertx();
  private final MemoryPool pool = new MemoryPool("replies", POOL);
  private final LaneMemory memory = new LaneMemory(vertx, pool);
  private final AtomicInteger cuts = new AtomicInteger();
  private long calls;

  @BeforeEach
  void serve() {
    Codecs.register(vertx.eventBus());
    var service =
        new FetchService(
            DocumentPath::parse,
            (request, cancel) -> Future.succeededFuture(Failure.of(FailureKind.INVALID_KEY, "no")),
            call -> Future.succeededFuture(document(Integer.parseInt(call.path().key()))),
            (body, view) -> {
              cuts.incrementAndGet();
              return Future.succeededFuture(
                  new ProjectedDocument(view, Buffer.buffer(body.bytes()), List.of()));
            },
            new Expander(
                vertx,
                FetcherClient.listen(vertx).await(),
                1_000,
                List.of(new MemoryPool("expansions", 1 << 20))),
            memory,
            call -> {},
            Tracing.OFF);
    Inbox.listen(
        vertx.eventBus(),
        ADDRESS,
        service::handle,
        service::handleBundle,
        service::cancel,
        () -> new Announcement("test", "test", 1, 0, false));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aLongReplyCountsUntilItIsAcknowledged() throws Exception {
    var reply = get(ask(LENGTH));

    assertThat(pool.free()).isEqualTo(POOL - LENGTH);
    reply.reply(null);
    reply.reply(null); // harmless
    soon().until(() -> pool.free() == POOL);
  }

  @Test
  void aShortReplyIsNotCountedAndDoesNotWait() throws Exception {
    get(ask(LENGTH));
    get(ask(LENGTH));
    var third = ask(LENGTH);
    var reply = get(ask(1_000));

    assertThat(third.isComplete()).isFalse();
    assertThat(reply.replyAddress()).isNull();
  }

  @Test
  void repliesBeyondThePoolWaitInOrderWithoutBeingProjected() throws Exception {
    var replies = IntStream.range(0, 10).mapToObj(i -> ask(LENGTH)).toList();
    for (var i = 0; i < 10; i++) {
      var reply = get(replies.get(i));
      var waiting = 8 - i;
      soon().until(() -> memory.waiting() == Math.max(0, waiting));
      assertThat(pool.free()).isNotNegative();
      assertThat(cuts.get()).isLessThanOrEqualTo(i + 2);
      reply.reply(null);
    }
    soon().until(() -> pool.free() == POOL);
  }

  @Test
  void aReplyLongerThanThePoolIsSentWhenItIsTheOnlyOne() throws Exception {
    var reply = get(ask((int) POOL + 1));
    reply.reply(null);

    assertThat(reply.body()).isInstanceOf(FetchReply.Found.class);
    soon().until(() -> pool.free() == POOL);
  }

  @Test
  void anUndeliverableReplyReleasesItsMemory() {
    for (var i = 0; i < 10; i++) {
      vertx.eventBus().send(ADDRESS, request(LENGTH, Long.MAX_VALUE, 60_000)); // expects no reply
    }

    soon().until(() -> pool.free() == POOL && memory.waiting() == 0);
  }

  @Test
  void anUnacknowledgedReplyReleasesItsMemoryAfterATimeout() throws Exception {
    get(ask(LENGTH));

    assertThat(pool.free()).isEqualTo(POOL - LENGTH);
    soon().until(() -> pool.free() == POOL);
  }

  @Test
  void aCallThatWaitsForMemoryTimesOut() throws Exception {
    var held = List.of(get(ask(LENGTH)), get(ask(LENGTH)));
    var late = get(ask(request(LENGTH, Long.MAX_VALUE, 50)));

    assertThat(kind(late)).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
    held.forEach(reply -> reply.reply(null));
    soon().until(() -> pool.free() == POOL && memory.waiting() == 0);
  }

  @Test
  void aCallThatWaitsForMemoryCanBeCancelled() throws Exception {
    var held = List.of(get(ask(LENGTH)), get(ask(LENGTH)));
    var waits = ask(LENGTH);
    soon().until(() -> memory.waiting() == 1);
    vertx.eventBus().send(ADDRESS, new Cancel("test", List.of(calls)));

    assertThat(kind(get(waits))).isEqualTo(FailureKind.CANCELLED);
    held.forEach(reply -> reply.reply(null));
    soon().until(() -> pool.free() == POOL && memory.waiting() == 0);
  }

  @Test
  void aDocumentLargerThanTheGrantIsNeitherSentNorDecompressed() throws Exception {
    var reply = get(ask(request(LENGTH, LENGTH - 1, 60_000)));

    assertThat(reply.body()).isInstanceOf(FetchReply.TooLarge.class);
    assertThat(((FetchReply.TooLarge) reply.body()).size()).isEqualTo(LENGTH);
    assertThat(cuts.get()).isZero();
    assertThat(pool.free()).isEqualTo(POOL);
  }

  @Test
  void aGrantIsEnoughForADocumentOfItsLength() throws Exception {
    assertThat(get(ask(request(LENGTH, LENGTH, 60_000))).body())
        .isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void theRepliesToABundleCountUntilTheCallerAsksForMore() throws Exception {
    var bundle =
        new FetchBundle(
            List.of(
                request(LENGTH, Long.MAX_VALUE, 60_000),
                request(LENGTH, Long.MAX_VALUE, 60_000),
                request(LENGTH, Long.MAX_VALUE, 60_000)));
    var first = next(vertx.eventBus().request(ADDRESS, bundle));
    assertThat(first.body().replies()).hasSize(2);
    assertThat(pool.free()).isEqualTo(POOL - 2 * LENGTH);

    var second = next(first.replyAndRequest(null));
    assertThat(second.body().replies()).hasSize(1);
    second.reply(null);
    soon().until(() -> pool.free() == POOL);
  }

  @Test
  void theRepliesToABundleWhoseCallerIsLostReleaseTheirMemory() throws Exception {
    var bundle =
        new FetchBundle(
            IntStream.range(0, 10).mapToObj(i -> request(LENGTH, Long.MAX_VALUE, 60_000)).toList());
    vertx.eventBus().send(ADDRESS, bundle); // expects no reply
    next(vertx.eventBus().request(ADDRESS, bundle)); // and asks for no more

    soon().until(() -> pool.free() == POOL && memory.waiting() == 0);
  }

  private static Message<FetchReplies> next(Future<Message<FetchReplies>> message)
      throws Exception {
    return message.await(20, TimeUnit.SECONDS);
  }

  private static Document document(int length) {
    var body = new EncodedJson(new byte[length], false);
    return Document.hit(new CachedDocument(body, Lifetime.unspecified(0), null));
  }

  private Future<Message<FetchReply>> ask(int length) {
    return ask(request(length, Long.MAX_VALUE, 60_000));
  }

  private Future<Message<FetchReply>> ask(FetchRequest request) {
    return vertx.eventBus().request(ADDRESS, request, new DeliveryOptions().setSendTimeout(60_000));
  }

  private FetchRequest request(int length, long grant, long budgetMs) {
    return new FetchRequest(
        new CallId("test", ++calls),
        "pokemon/" + length,
        Projection.ALL,
        Expansion.NONE,
        TransportKind.NON_BLOCKING,
        new Budget(budgetMs),
        false,
        grant);
  }

  private static Message<FetchReply> get(Future<Message<FetchReply>> reply) throws Exception {
    return reply.await(20, TimeUnit.SECONDS);
  }

  private static FailureKind kind(Message<FetchReply> reply) {
    return ((FetchReply.Failed) reply.body()).failure().kind();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(5));
  }
}
