package dev.pokebatch.fetcher.expansion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CacheStatus;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Effort;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchReply;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Inbox;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Origin;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.contract.client.FetcherClient;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.fetch.Link;
import dev.pokebatch.fetcher.fetch.ProjectedDocument;
import dev.pokebatch.process.memory.MemoryPool;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whatever happens to links and their callers, all memory is released. */
class ExpansionMemoryTest {

  private static final long POOL = 1 << 20;
  private static final int LINKS = 20;
  private static final int LONGEST = 200_000;
  private static final int MOST_BYTES = 4 << 20;

  private final Vertx vertx = Vertx.vertx();
  private final MemoryPool pool = new MemoryPool("expansions", POOL);
  private Random random = new Random(0);
  private final Expander expander = expander();

  @BeforeEach
  void announce() {
    var announcement = new Announcement("a", "a", 1, 0, false);
    Inbox.listen(
        vertx.eventBus(),
        Addresses.of("a", 0),
        this::fetch,
        bundle -> {},
        cancelled -> {},
        () -> announcement);
    vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, announcement);
    vertx.setPeriodic(
        Announcement.INTERVAL_MS,
        id -> vertx.eventBus().publish(Addresses.ANNOUNCEMENTS, announcement));
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  private Expander expander() {
    Codecs.register(vertx.eventBus());
    return new Expander(vertx, FetcherClient.listen(vertx).await(), MOST_BYTES, List.of(pool));
  }

  @RepeatedTest(5)
  void allMemoryComesBack(RepetitionInfo repetition) {
    random = new Random(repetition.getCurrentRepetition());
    var outcomes = new ArrayList<Future<ExpandedDocument>>();
    for (var i = 0; i < 30; i++) {
      var cancel = new CancelSignal();
      outcomes.add(expand(cancel, random.nextInt(4) == 0 ? 1 + random.nextInt(400) : 20_000));
      if (random.nextInt(4) == 0) {
        vertx.setTimer(1 + random.nextInt(200), later -> cancel.cancel());
      }
    }

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> outcomes.stream().allMatch(Future::isComplete));
    await().until(() -> pool.free() == POOL && pool.waiting() == 0);
    assertThat(outcomes).anyMatch(Future::succeeded);
    assertThat(outcomes)
        .filteredOn(Future::failed)
        .allMatch(failed -> failed.cause() instanceof FetchException);
  }

  @Test
  void allLinksAreFollowedThroughAPoolSmallerThanTheirDocuments() throws Exception {
    random = new Random(7);
    var outcomes = IntStream.range(0, 5).mapToObj(i -> expand(new CancelSignal(), 60_000)).toList();

    for (var outcome : outcomes) {
      assertThat(outcome.await(60, TimeUnit.SECONDS).body().length()).isGreaterThan(LINKS);
    }
  }

  /** Answers within the grant, or not at all. */
  private void fetch(Message<FetchRequest> message) {
    var length = Math.floorMod(message.body().target().hashCode() * 31, LONGEST);
    var origin = Origin.cached(CacheStatus.HIT, 0);
    FetchReply reply =
        length > message.body().grant()
            ? new FetchReply.TooLarge(length, origin, Effort.NONE)
            : new FetchReply.Found(Buffer.buffer(new byte[length]), origin, Effort.NONE, List.of());
    if (random.nextInt(20) == 0) {
      reply =
          new FetchReply.Failed(
              Failure.of(FailureKind.UPSTREAM_ERROR, "as the test says"), Effort.NONE);
    }
    var told = reply;
    vertx.setTimer(1 + random.nextInt(10), later -> message.reply(told));
  }

  /** Reserves, expands, and releases after the reply, as the service does. */
  private Future<ExpandedDocument> expand(CancelSignal cancel, long budgetMs) {
    Promise<ExpandedDocument> outcome = Promise.promise();
    vertx.getOrCreateContext().runOnContext(here -> expand(cancel, budgetMs, outcome));
    return outcome.future();
  }

  private void expand(CancelSignal cancel, long budgetMs, Promise<ExpandedDocument> outcome) {
    var request =
        new FetchRequest(
            new CallId("test", 1),
            "berry/1",
            Projection.ALL,
            Expansion.of(LinkPaths.of(List.of("links")), 1, 100),
            TransportKind.NON_BLOCKING,
            new Budget(budgetMs),
            false,
            Long.MAX_VALUE);
    var projected =
        new ProjectedDocument(DocumentView.WHOLE, Buffer.buffer("x".repeat(LINKS)), links());
    expander
        .reserve(request, LINKS, budgetMs, cancel)
        .compose(
            reserved ->
                expander
                    .expand(request, "berry/1", projected, cancel, System.nanoTime(), reserved)
                    .onComplete(done -> reserved.close()))
        .onComplete(outcome);
  }

  private List<Link> links() {
    return IntStream.range(0, LINKS)
        .mapToObj(
            i -> new Link(i, i + 1, new DocumentPath("type", "t" + random.nextInt(500)), "links"))
        .toList();
  }
}
