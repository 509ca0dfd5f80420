package dev.pokebatch.fetcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Cancel;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
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
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.LaneMemory;
import dev.pokebatch.fetcher.fetch.Lifetime;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.fetcher.fetch.Projector;
import dev.pokebatch.process.memory.MemoryPool;
import dev.pokebatch.process.trace.Tracing;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens behind the event bus, the caller gets a reply. */
class FetchServiceTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String ADDRESS = Addresses.of("here", 0);

  private final Vertx vertx = Vertx.vertx();

  FetchServiceTest() {
    Codecs.register(vertx.eventBus());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void aDocumentIsReplied() throws Exception {
    serve(call -> Future.succeededFuture(Calls.document(3)));

    assertThat(fetch()).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void aStaleDocumentIsRepliedWithItsAge() throws Exception {
    var hourAgo = System.currentTimeMillis() - HOUR.toMillis();
    var kept = Calls.document(3, Lifetime.unspecified(hourAgo)).cached();
    serve(call -> Future.succeededFuture(Document.stale(kept, Effort.NONE)));

    var origin = ((FetchReply.Found) fetch()).origin();
    assertThat(origin.cache()).isEqualTo(CacheStatus.STALE);
    assertThat(origin.freshForMs()).isZero();
    assertThat(Duration.ofMillis(origin.ageMs())).isBetween(HOUR, HOUR.plusMinutes(5));
  }

  @Test
  void aKnownFailureIsRepliedAsItIs() throws Exception {
    serve(call -> Future.failedFuture(FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "slow")));

    assertThat(kind(fetch())).isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
  }

  @Test
  void anUnexpectedFailureOfTheStackIsReportedAsInternal() throws Exception {
    serve(call -> Future.failedFuture(new IllegalStateException("secret")));

    var reply = fetch();
    assertThat(kind(reply)).isEqualTo(FailureKind.INTERNAL);
    assertThat(reply.toString()).doesNotContain("secret");
  }

  @Test
  void anExceptionOfTheStackIsReportedAsInternal() throws Exception {
    serve(
        call -> {
          throw new IllegalStateException("secret");
        });

    assertThat(kind(fetch())).isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void aCancelledCallCancelsTheStacksCallAndIsReplied() throws Exception {
    Promise<Document> promise = Promise.promise();
    serve(
        call -> {
          call.cancel()
              .onCancel(() -> promise.fail(FetchException.of(FailureKind.CANCELLED, "gone")));
          return promise.future();
        });
    var reply = request();
    vertx.eventBus().send(ADDRESS, new Cancel("test", List.of(7L)));

    assertThat(kind(get(reply))).isEqualTo(FailureKind.CANCELLED);
  }

  @Test
  void callsInFlightWhenItLeavesAreForAnotherFetcher() throws Exception {
    var service =
        serve(
            call -> {
              Promise<Document> promise = Promise.promise();
              call.cancel()
                  .onCancel(() -> promise.fail(FetchException.of(FailureKind.CANCELLED, "gone")));
              return promise.future();
            });
    var before = request();
    vertx.getOrCreateContext().runOnContext(later -> service.leave());
    var after = request();

    assertThat(kind(get(before))).isEqualTo(FailureKind.LEAVING);
    assertThat(kind(get(after))).isEqualTo(FailureKind.LEAVING);
  }

  @Test
  void itCountsAnsweredRequests() throws Exception {
    var service = serve(call -> Future.succeededFuture(Calls.document(3)));
    fetch();
    fetch();

    assertThat(service.served()).isEqualTo(2);
  }

  @Test
  void aDocumentThatCannotBeProjectedHasCostTheUpstreamAsMuch() throws Exception {
    var tooMuch =
        new FetchException(
            Failure.of(FailureKind.SHAPE_WORK, "too much"), Effort.NONE.withWork(300_000));
    var document = Calls.document(3);
    serve(call -> Future.succeededFuture(document), (body, view) -> Future.failedFuture(tooMuch));

    assertThat(fetch().effort()).isEqualTo(document.effort().withWork(300_000));
  }

  @Test
  void repliesToABundleThatAreReadyTogetherAreOneMessage() throws Exception {
    var one = Promise.<Document>promise();
    var two = Promise.<Document>promise();
    var three = Promise.<Document>promise();
    var documents = Map.of("1", one, "2", two, "3", three);
    var lane = new CompletableFuture<Context>();
    serve(
        call -> {
          lane.complete(Vertx.currentContext());
          return Objects.requireNonNull(documents.get(call.path().key())).future();
        });
    var bundle = new FetchBundle(List.of(request(1), request(2), request(3)));
    var first = vertx.eventBus().<FetchReplies>request(ADDRESS, bundle);
    lane.get(5, TimeUnit.SECONDS)
        .runOnContext(
            later -> {
              three.complete(Calls.document(3));
              two.complete(Calls.document(2));
            });

    var replies = first.await(5, TimeUnit.SECONDS);
    assertThat(replies.body().replies())
        .extracting(FetchReplies.Numbered::number)
        .containsExactly(3L, 2L);
    lane.get().runOnContext(later -> one.fail(FetchException.of(FailureKind.CANCELLED, "gone")));
    var last = replies.<FetchReplies>replyAndRequest(null).await(5, TimeUnit.SECONDS);
    assertThat(last.body().replies()).extracting(FetchReplies.Numbered::number).containsExactly(1L);
    assertThat(kind(last.body().replies().get(0).reply())).isEqualTo(FailureKind.CANCELLED);
    assertThat(last.replyAddress()).isNull();
  }

  private static FetchRequest request(long number) {
    return new FetchRequest(
        new CallId("test", number),
        "pokemon/" + number,
        Projection.ALL,
        Expansion.NONE,
        TransportKind.NON_BLOCKING,
        new Budget(20_000),
        false,
        Long.MAX_VALUE);
  }

  private FetchService serve(Fetch stack) {
    return serve(
        stack,
        (body, view) ->
            Future.succeededFuture(new ProjectedDocument(view, Buffer.buffer("{}"), List.of())));
  }

  private FetchService serve(Fetch stack, Projector projector) {
    var service =
        new FetchService(
            DocumentPath::parse,
            (request, cancel) -> Future.succeededFuture(Failure.of(FailureKind.INVALID_KEY, "no")),
            stack,
            projector,
            new Expander(
                vertx,
                FetcherClient.listen(vertx).await(),
                1_000,
                List.of(new MemoryPool("expansions", 1 << 20))),
            new LaneMemory(vertx, new MemoryPool("replies", 1 << 20)),
            call -> {},
            Tracing.OFF);
    Inbox.listen(
        vertx.eventBus(),
        ADDRESS,
        service::handle,
        service::handleBundle,
        service::cancel,
        () -> new Announcement("test", "test", 1, 0, false));
    return service;
  }

  private FetchReply fetch() throws Exception {
    return get(request());
  }

  private Future<FetchReply> request() {
    var request =
        new FetchRequest(
            new CallId("test", 7),
            "pokemon/25",
            Projection.ALL,
            Expansion.NONE,
            TransportKind.NON_BLOCKING,
            new Budget(1_000),
            false,
            Long.MAX_VALUE);
    return vertx.eventBus().<FetchReply>request(ADDRESS, request).map(Message::body);
  }

  private static FetchReply get(Future<FetchReply> reply) throws Exception {
    return reply.await(5, TimeUnit.SECONDS);
  }

  private static FailureKind kind(FetchReply reply) {
    return ((FetchReply.Failed) reply).failure().kind();
  }
}
