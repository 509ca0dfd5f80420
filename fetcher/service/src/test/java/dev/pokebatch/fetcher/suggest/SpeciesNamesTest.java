package dev.pokebatch.fetcher.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Budget;
import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.FailureKind;
import dev.pokebatch.contract.TransportKind;
import dev.pokebatch.fetcher.fetch.CancelSignal;
import dev.pokebatch.fetcher.fetch.Document;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.Fetch;
import dev.pokebatch.fetcher.fetch.FetchCall;
import dev.pokebatch.fetcher.fetch.FetchException;
import dev.pokebatch.fetcher.guard.TestScheduler;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Names in other languages as keys, and the names of all species. */
class SpeciesNamesTest {

  private static final String LIST = "pokemon-species?limit=100000&offset=0";
  private static final JsonObject BULBASAUR = TestLists.named("bulbasaur", "Bisasam");

  private final Map<String, Document> documents = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private final TestScheduler time = new TestScheduler();

  private final Fetch upstream =
      call -> {
        asked.add(call.path().toString());
        var document = documents.get(call.path().toString());
        return document == null
            ? Future.failedFuture(FetchException.of(FailureKind.NOT_FOUND, "it does not exist"))
            : Future.succeededFuture(document);
      };

  private final Fetch keys =
      new LocalizedKeys(new TranslatedNames(1 << 20), TestLists.WHOLE, upstream);

  @Test
  void aNameThatADocumentHadIsAKeyFromThenOn() {
    documents.put("pokemon-species/1", TestLists.document(BULBASAUR));
    documents.put("pokemon/bulbasaur", TestLists.document(new JsonObject().put("id", 1)));
    assertThat(get("pokemon/bisasam").failed()).isTrue();

    get("pokemon-species/1");

    assertThat(get("pokemon/bisasam").result()).isNotNull();
    assertThat(asked).endsWith("pokemon/bisasam", "pokemon/bulbasaur");
  }

  @Test
  void aKeyThatExistsWinsOverAName() {
    documents.put("pokemon-species/1", TestLists.document(BULBASAUR));
    documents.put("pokemon-species/bisasam", TestLists.document(new JsonObject().put("id", 2)));
    get("pokemon-species/1");

    assertThat(get("pokemon-species/bisasam").result())
        .isSameAs(documents.get("pokemon-species/bisasam"));
  }

  @Test
  void aNameWhoseDocumentDoesNotExistFailsAsItWasAsked() {
    documents.put("pokemon-species/1", TestLists.document(BULBASAUR));
    get("pokemon-species/1");

    assertThat(get("pokemon/bisasam").cause()).isInstanceOf(FetchException.class);
  }

  @Test
  void everySpeciesIsFetchedOnce() {
    documents.put(LIST, TestLists.list("bulbasaur", "gone", "ivysaur"));
    documents.put("pokemon-species/bulbasaur", TestLists.document(BULBASAUR));
    documents.put(
        "pokemon-species/ivysaur", TestLists.document(TestLists.named("ivysaur", "Bisaknosp")));
    documents.put("pokemon/ivysaur", TestLists.document(new JsonObject().put("id", 2)));

    assertThat(new SpeciesNames(keys, TestLists.WHOLE, time).load().succeeded()).isTrue();

    assertThat(asked)
        .containsExactlyInAnyOrder(
            LIST, "pokemon-species/bulbasaur", "pokemon-species/gone", "pokemon-species/ivysaur");
    assertThat(get("pokemon/bisaknosp").succeeded()).isTrue();
    assertThat(time.timers()).isZero();
  }

  @Test
  void aListThatFailsIsTriedAgain() {
    assertThat(new SpeciesNames(keys, TestLists.WHOLE, time).load().succeeded()).isTrue();
    documents.put(LIST, TestLists.list("bulbasaur"));
    documents.put("pokemon-species/bulbasaur", TestLists.document(BULBASAUR));

    time.pass(60_000);

    assertThat(asked).containsExactly(LIST, LIST, "pokemon-species/bulbasaur");
  }

  private Future<Document> get(String path) {
    return Objects.requireNonNull(
        keys.get(
            new FetchCall(
                DocumentPath.parse(path).orElseThrow(),
                DocumentView.WHOLE,
                TransportKind.NON_BLOCKING,
                new Budget(10_000),
                new CancelSignal())));
  }
}
