package dev.pokebatch.fetcher.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.Addresses;
import dev.pokebatch.fetcher.contract.Budget;
import dev.pokebatch.fetcher.contract.CallId;
import dev.pokebatch.fetcher.contract.Cancel;
import dev.pokebatch.fetcher.contract.Codecs;
import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.FailureKind;
import dev.pokebatch.fetcher.contract.FetchReply;
import dev.pokebatch.fetcher.contract.FetchRequest;
import dev.pokebatch.fetcher.contract.FetcherClient;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.Cut;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever happens behind the bus, the caller gets a reply. */
class FetchServiceTest {

  private static final String TARGET = "pokemon/25";

  private final Vertx vertx = Vertx.vertx();
  private final FetcherClient client = new FetcherClient(vertx.eventBus());

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

    assertThat(fetch(1_000)).isInstanceOf(FetchReply.Found.class);
  }

  @Test
  void aKnownFailureIsRepliedAsItIs() throws Exception {
    serve(call -> Future.failedFuture(FetchException.of(FailureKind.UPSTREAM_TIMEOUT, "slow")));

    assertThat(kind(fetch(1_000))).isEqualTo(FailureKind.UPSTREAM_TIMEOUT);
  }

  @Test
  void aStackThatFailsAsItShouldNotIsAnInternalFailureInOurWords() throws Exception {
    serve(call -> Future.failedFuture(new IllegalStateException("secret")));

    var reply = fetch(1_000);
    assertThat(kind(reply)).isEqualTo(FailureKind.INTERNAL);
    assertThat(reply.toString()).doesNotContain("secret");
  }

  @Test
  void aStackThatThrowsIsToo() throws Exception {
    serve(
        call -> {
          throw new IllegalStateException("secret");
        });

    assertThat(kind(fetch(1_000))).isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void aStackThatNeverAnswersIsOverWhenTheTimeIs() throws Exception {
    serve(call -> Promise.<dev.pokebatch.fetcher.fetch.Document>promise().future());

    assertThat(kind(fetch(50))).isEqualTo(FailureKind.DEADLINE_EXCEEDED);
  }

  @Test
  void whereNobodyServesThereIsNoFetcher() throws Exception {
    assertThat(kind(fetch(1_000))).isEqualTo(FailureKind.NO_FETCHER);
  }

  @Test
  void aCancelledCallIsHeardOfInTheStackAndRepliedToo() throws Exception {
    Promise<dev.pokebatch.fetcher.fetch.Document> promise = Promise.promise();
    serve(
        call -> {
          call.cancel()
              .onCancel(() -> promise.fail(FetchException.of(FailureKind.CANCELLED, "gone")));
          return promise.future();
        });
    var reply = client.fetch(request(10_000));
    client.cancel(new Cancel("test", List.of(7L)));

    assertThat(kind(reply.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS)))
        .isEqualTo(FailureKind.CANCELLED);
  }

  private void serve(Fetch stack) {
    var service =
        new FetchService(
            DocumentPath::parse, stack, (body, fields) -> new Cut(fields, Buffer.buffer("{}")));
    vertx.eventBus().<FetchRequest>consumer(Addresses.of(TARGET), service::handle);
    vertx.eventBus().<Cancel>consumer(Addresses.CANCEL, service::cancel);
  }

  private FetchReply fetch(long budgetMs) throws Exception {
    return client
        .fetch(request(budgetMs))
        .toCompletionStage()
        .toCompletableFuture()
        .get(5, TimeUnit.SECONDS);
  }

  private static FetchRequest request(long budgetMs) {
    return new FetchRequest(
        new CallId("test", 7),
        TARGET,
        Projection.ALL,
        TransportKind.NON_BLOCKING,
        new Budget(budgetMs));
  }

  private static FailureKind kind(FetchReply reply) {
    return ((FetchReply.Failed) reply).failure().kind();
  }
}
