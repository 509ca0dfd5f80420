package dev.pokebatch.contract.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Addresses;
import dev.pokebatch.contract.Announcement;
import dev.pokebatch.contract.CachedReply;
import dev.pokebatch.contract.CachedRequest;
import dev.pokebatch.contract.Codecs;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.serve.CacheQueryService;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is asked what it holds, and what is made of the answers. */
class CachedQueryTest {

  private static final long LONG = 20_000;

  private final Vertx vertx = Vertx.vertx();
  private final Fleet fleet = new Fleet();
  private final BlockingQueue<Message<CachedRequest>> asked = new LinkedBlockingQueue<>();

  CachedQueryTest() {
    Codecs.register(vertx.eventBus());
  }

  @AfterEach
  void stop() {
    vertx.close().await();
  }

  @Test
  void whatIsHeldComesWithItsBytesAndWhatIsNotDoesNotCome() throws Exception {
    speak("a");
    holds("a", path -> path.rest().equals("25") ? OptionalLong.of(7_029) : OptionalLong.empty());

    assertThat(ask(LONG, List.of("pokemon/25", "pokemon/26", "https://elsewhere.example/")))
        .containsExactlyEntriesOf(Map.of("pokemon/25", 7_029L));
  }

  @Test
  void eachFetcherIsAskedForItsOwnDocumentsAndOnlyForThose() throws Exception {
    speak("a", "b");
    holds("a", path -> OptionalLong.of(1));
    holds("b", path -> OptionalLong.of(2));
    var targets = IntStream.range(0, 100).mapToObj(i -> "pokemon/" + i).toList();

    assertThat(ask(LONG, targets))
        .hasSize(100)
        .allSatisfy(
            (target, bytes) ->
                assertThat(bytes == 1 ? "a" : "b")
                    .isEqualTo(fleet.choose(target, Set.of()).orElseThrow().name()));
  }

  @Test
  void moreThanOneMessageBearsIsAskedForInSeveral() throws Exception {
    speak("a");
    holds("a", path -> OptionalLong.of(1));
    var targets = IntStream.rangeClosed(0, CachedRequest.MOST).mapToObj(i -> "move/" + i).toList();

    assertThat(ask(LONG, targets)).hasSize(CachedRequest.MOST + 1);
  }

  @Test
  void whoSaysNothingInTimeHoldsNothing() throws Exception {
    speak("a");
    vertx.eventBus().<CachedRequest>consumer(Addresses.cached("a"), asked::add);

    assertThat(ask(20, List.of("pokemon/25"))).isEmpty();
    assertThat(asked).hasSize(1);
  }

  @Test
  void whoIsGoneOrTalksNonsenseHoldsNothing() throws Exception {
    speak("a", "b");
    vertx
        .eventBus()
        .<CachedRequest>consumer(
            Addresses.cached("a"), question -> question.reply(new CachedReply(List.of())));

    assertThat(ask(LONG, IntStream.range(0, 100).mapToObj(i -> "move/" + i).toList())).isEmpty();
  }

  @Test
  void whereNobodyIsThereNothingIsHeld() throws Exception {
    assertThat(ask(LONG, List.of("pokemon/25"))).isEmpty();
  }

  private void speak(String... names) {
    for (var name : names) {
      fleet.heard(new Announcement(name, name, 1, 0, false)).confirmationEnded(true);
    }
  }

  private void holds(String name, Function<DocumentPath, OptionalLong> held) {
    var service = new CacheQueryService(DocumentPath::parse, held);
    vertx.eventBus().<CachedRequest>consumer(Addresses.cached(name), service::handle);
  }

  private Map<String, Long> ask(long withinMs, List<String> targets) throws TimeoutException {
    Promise<Map<String, Long>> promise = Promise.promise();
    vertx.runOnContext(
        here ->
            new CachedQuery(vertx.eventBus(), fleet, withinMs).ask(targets).onComplete(promise));
    return promise.future().await(20, TimeUnit.SECONDS);
  }
}
