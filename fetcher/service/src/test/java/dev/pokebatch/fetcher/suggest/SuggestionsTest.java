package dev.pokebatch.fetcher.suggest;

import static dev.pokebatch.fetcher.suggest.TestLists.list;
import static dev.pokebatch.fetcher.suggest.TestLists.species;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.Failure;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.Calls;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.guard.ConcurrencyLimit;
import dev.pokebatch.fetcher.guard.Permits;
import dev.pokebatch.fetcher.guard.QueueCapacity;
import dev.pokebatch.fetcher.guard.Scheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SuggestionsTest {

  private static final String NATURES = "nature?limit=100000&offset=0";
  private static final String POKEMON = "pokemon?limit=100000&offset=0";
  private static final String ALL_SPECIES = "pokemon-species?limit=100000&offset=0";

  private final Map<String, Future<Document>> documents = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** An upstream of the documents in a map. */
  private final Fetch upstream =
      call -> {
        asked.add(call.path().toString());
        return documents.getOrDefault(
            call.path().toString(),
            Future.failedFuture(
                FetchException.of(FailureKind.NOT_FOUND, call.path() + " does not exist")));
      };

  @Test
  void aMissingKeyGetsSimilarNames(Vertx vertx) {
    documents.put(NATURES, Future.succeededFuture(list("hardy", "bold", "hasty")));

    var failure = failure(vertx, upstream, call("nature/hrady"));

    assertThat(failure.kind()).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(failure.detail()).isEqualTo("nature/hrady does not exist");
    assertThat(failure.suggestions()).containsExactly("hardy");
    assertThat(failure.hint()).isEmpty();
  }

  @Test
  void aPartOfADocumentIsLookedUpByTheDocumentsKey(Vertx vertx) {
    documents.put(POKEMON, Future.succeededFuture(list("pikachu")));

    assertThat(failure(vertx, upstream, call("pokemon/pikachuu/encounters")).suggestions())
        .containsExactly("pikachu");
  }

  @Test
  void ifOnlyThePartIsMissingNothingIsSuggested(Vertx vertx) {
    documents.put(POKEMON, Future.succeededFuture(list("bulbasaur", "ivysaur")));
    documents.put(ALL_SPECIES, Future.succeededFuture(list("bulbasaur", "ivysaur")));

    for (var key : List.of("2", "ivysaur")) {
      var failure = failure(vertx, upstream, call("pokemon/" + key + "/encounters"));
      assertThat(failure.suggestions()).isEmpty();
      assertThat(failure.hint()).isEmpty();
    }
  }

  @Test
  void theNameOfASpeciesHintsAtItsDefaultVariety(Vertx vertx) {
    documents.put(
        POKEMON, Future.succeededFuture(list("aegislash-shield", "pikachu", "aegislash-blade")));
    documents.put(ALL_SPECIES, Future.succeededFuture(list("pikachu", "aegislash")));
    documents.put(
        "pokemon-species/aegislash",
        Future.succeededFuture(species("aegislash-blade", "aegislash-shield")));

    var failure = failure(vertx, upstream, call("pokemon/aegislash"));

    assertThat(failure.suggestions()).containsExactly("aegislash-shield", "aegislash-blade");
    assertThat(failure.hint())
        .isEqualTo("aegislash is a species; its default variety is pokemon/aegislash-shield");
  }

  @Test
  void theIdOfASpeciesHintsToo(Vertx vertx) {
    documents.put(ALL_SPECIES, Future.succeededFuture(list("pikachu", "aegislash")));
    documents.put(
        "pokemon-species/2",
        Future.succeededFuture(species("aegislash-blade", "aegislash-shield")));

    var failure = failure(vertx, upstream, call("pokemon/2"));

    assertThat(failure.hint())
        .isEqualTo("2 is a species; its default variety is pokemon/aegislash-shield");
    assertThat(failure.suggestions()).isEmpty();
  }

  @Test
  void unlistedSpeciesAreNotRequested(Vertx vertx) {
    documents.put(ALL_SPECIES, Future.succeededFuture(list("pikachu", "aegislash")));

    assertThat(failure(vertx, upstream, call("pokemon/aegislsh")).hint()).isEmpty();
    assertThat(asked).containsExactly("pokemon/aegislsh", POKEMON, ALL_SPECIES);
  }

  @Test
  void aSpeciesWhoseDefaultVarietyHasItsNameNeedsNoHint(Vertx vertx) {
    documents.put(ALL_SPECIES, Future.succeededFuture(list("pikachu")));
    documents.put(
        "pokemon-species/pikachu", Future.succeededFuture(species("pikachu-gmax", "pikachu")));

    assertThat(failure(vertx, upstream, call("pokemon/pikachu")).hint()).isEmpty();
  }

  @Test
  void withoutTheListTheFailureIsUnchanged(Vertx vertx) {
    var failure = failure(vertx, upstream, call("nature/hrady"));

    assertThat(failure).isEqualTo(Failure.of(FailureKind.NOT_FOUND, "nature/hrady does not exist"));
  }

  @Test
  void aThousandKeysThatDoNotExistCostOneList(Vertx vertx) {
    Promise<Document> list = Promise.promise();
    documents.put(NATURES, list.future());
    var suggestions = suggestions(vertx, upstream);

    var got =
        IntStream.range(0, 1_000)
            .mapToObj(i -> suggestions.get(call("nature/hardy" + i % 10)))
            .toList();
    list.complete(list("hardy"));

    await().until(() -> got.stream().allMatch(Future::isComplete));
    assertThat(got).allSatisfy(f -> assertThat(of(f).suggestions()).containsExactly("hardy"));
    assertThat(asked.stream().filter(NATURES::equals)).hasSize(1);
  }

  @Test
  void aSlowListDoesNotUseUpTheCallersTime(Vertx vertx) {
    documents.put(NATURES, Promise.<Document>promise().future());
    var suggestions = suggestions(vertx, upstream);

    var got = suggestions.get(call("nature/hrady", 100));

    assertThat(got.isComplete()).isFalse();
    await().until(got::isComplete);
    assertThat(of(got).kind()).isEqualTo(FailureKind.NOT_FOUND);
  }

  @Test
  void lateSuggestionsAreLeftOut(Vertx vertx) {
    documents.put(POKEMON, Future.succeededFuture(list("pikachu")));
    documents.put(ALL_SPECIES, Promise.<Document>promise().future());
    var suggestions = suggestions(vertx, upstream);

    var got = suggestions.get(call("pokemon/pikachuu", 1_000));

    await().until(got::isComplete);
    assertThat(of(got).suggestions()).containsExactly("pikachu");
  }

  @Test
  void aCallerWithoutTimeFailsAtOnceWithoutLookups(Vertx vertx) {
    var got = suggestions(vertx, upstream).get(call("nature/hrady", 1));

    assertThat(of(got).kind()).isEqualTo(FailureKind.NOT_FOUND);
    assertThat(asked).containsExactly("nature/hrady");
  }

  @Test
  void aCancelledCallerEndsButTheListIsStillLoaded(Vertx vertx) {
    Promise<Document> list = Promise.promise();
    documents.put(NATURES, list.future());
    var suggestions = suggestions(vertx, upstream);
    var leaves = call("nature/hrady");
    var left = suggestions.get(leaves);

    leaves.cancel().cancel();
    assertThat(left.isComplete()).isTrue();
    list.complete(list("hardy"));

    var stays = suggestions.get(call("nature/hrady"));
    await().until(stays::isComplete);
    assertThat(of(stays).suggestions()).containsExactly("hardy");
    assertThat(asked).containsOnlyOnce(NATURES);
  }

  @Test
  void theListCanUseThePermitOfTheMissingDocument(Vertx vertx) {
    documents.put(NATURES, Future.succeededFuture(list("hardy")));

    assertThat(
            failure(
                    vertx,
                    new ConcurrencyLimit(
                        Permits.fixed(1, new QueueCapacity(1), System::nanoTime),
                        Runnable::run,
                        upstream),
                    call("nature/hrady"))
                .suggestions())
        .containsExactly("hardy");
  }

  @Test
  void otherOutcomesAreUnchanged(Vertx vertx) {
    documents.put("nature/1", Future.succeededFuture(Calls.document(1)));
    documents.put(
        "nature/2", Future.failedFuture(FetchException.of(FailureKind.UPSTREAM_ERROR, "broken")));
    var suggestions = suggestions(vertx, upstream);

    assertThat(suggestions.get(call("nature/1")).succeeded()).isTrue();
    assertThat(of(suggestions.get(call("nature/2"))).kind()).isEqualTo(FailureKind.UPSTREAM_ERROR);
    assertThat(of(suggestions.get(call("nature?limit=1&offset=0"))).suggestions()).isEmpty();
    assertThat(asked).hasSize(3);
  }

  private static Suggestions suggestions(Vertx vertx, Fetch next) {
    var time = Scheduler.of(vertx);
    var lists = new NameListCache(time::nanoTime);
    return new Suggestions(
        time,
        new Advisor(
            next,
            TestLists.WHOLE,
            lists,
            new TranslatedNames(1 << 20),
            time,
            task -> vertx.runOnContext(turn -> task.run())),
        next);
  }

  private static Failure failure(Vertx vertx, Fetch next, FetchCall call) {
    var got = suggestions(vertx, next).get(call);
    await().until(got::isComplete);
    return of(got);
  }

  private static Failure of(Future<?> failed) {
    return ((FetchException) failed.cause()).failure();
  }

  private static FetchCall call(String target) {
    return call(target, 10_000);
  }

  private static FetchCall call(String target, long budgetMs) {
    return new FetchCall(
        DocumentPath.parse(target).orElseThrow(),
        DocumentView.WHOLE,
        TransportKind.NON_BLOCKING,
        new Budget(budgetMs),
        new CancelSignal());
  }
}
