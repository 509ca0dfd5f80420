package dev.pokebatch.fetcher.suggest;

import static dev.pokebatch.fetcher.suggest.TestLists.list;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.CallId;
import dev.pokebatch.contract.Expansion;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.FetchRequest;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
class InvalidKeysTest {

  private static final Fetch NAMES =
      call -> Future.succeededFuture(list("pikachu", "pichu", "mr-mime"));

  private final CancelSignal cancel = new CancelSignal();
  private final TranslatedNames names = new TranslatedNames(1 << 20);

  @Test
  void theKeyWithoutInvalidCharactersIsSuggestedFirst(Vertx vertx) throws Exception {
    var failure = refuse(vertx, NAMES, "Pokemon/Pikachu!", 10_000);

    assertThat(failure.kind()).isEqualTo(FailureKind.INVALID_KEY);
    assertThat(failure.detail()).startsWith("'Pokemon/Pikachu!' names no document");
    assertThat(failure.suggestions()).startsWith("pikachu");
    assertThat(refuse(vertx, NAMES, "pokemon/mr*mine", 10_000).suggestions())
        .containsExactly("mr-mime");
  }

  @ParameterizedTest
  @ValueSource(strings = {"pokemon/1..", "pokemon/\u30d4\u30ab", "pikachu", "", "p!/pikachu", "/x"})
  void nothingIsNearToWhatIsNoName(String target, Vertx vertx) throws Exception {
    assertThat(refuse(vertx, NAMES, target, 10_000).suggestions()).isEmpty();
  }

  @Test
  void namesInOtherLanguagesAreNearToo(Vertx vertx) throws Exception {
    names.learn("pokemon-species", TestLists.named("bulbasaur", "\u30d5\u30b7\u30ae\u30c0\u30cd"));

    assertThat(
            refuse(vertx, NAMES, "pokemon/\u30d5\u30b7\u30ae\u30c0\u30cd\u30cd", 10_000)
                .suggestions())
        .containsExactly("bulbasaur");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/pokemon/25", "http://other.example/api/v2/pokemon/25"})
  void aLinkLeadsElsewhere(String link, Vertx vertx) throws Exception {
    assertThat(refuse(vertx, NAMES, link, 10_000).kind()).isEqualTo(FailureKind.FORBIDDEN_URL);
  }

  @Test
  void aLateListIsAwaitedForHalfOfTheTimeAtMost(Vertx vertx) throws Exception {
    var silent = Promise.<Document>promise().future();

    assertThat(refuse(vertx, call -> silent, "pokemon/pikachu!", 200).suggestions()).isEmpty();
  }

  @Test
  void aLateListIsNotAwaitedAfterTheCallerHasCancelled(Vertx vertx) throws Exception {
    var silent = Promise.<Document>promise().future();
    cancel.cancel();

    assertThat(refuse(vertx, call -> silent, "pokemon/pikachu!", 1 << 30).suggestions()).isEmpty();
  }

  private Failure refuse(Vertx vertx, Fetch upstream, String target, long budgetMs)
      throws Exception {
    var request =
        new FetchRequest(
            new CallId("test", 1),
            target,
            Projection.ALL,
            Expansion.NONE,
            TransportKind.NON_BLOCKING,
            new Budget(budgetMs),
            false,
            Long.MAX_VALUE);
    Promise<Failure> refused = Promise.promise();
    vertx.runOnContext(
        now ->
            new InvalidKeys(vertx, advisor(vertx, upstream))
                .refuse(request, cancel)
                .onComplete(refused));
    return refused.future().await(20, TimeUnit.SECONDS);
  }

  private Advisor advisor(Vertx vertx, Fetch upstream) {
    var time = Scheduler.of(vertx);
    var lists = new NameListCache(time::nanoTime);
    return new Advisor(
        upstream,
        TestLists.WHOLE,
        lists,
        names,
        time,
        task -> vertx.runOnContext(turn -> task.run()));
  }
}
