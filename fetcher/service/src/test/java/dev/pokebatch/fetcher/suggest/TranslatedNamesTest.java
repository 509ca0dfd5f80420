package dev.pokebatch.fetcher.suggest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.Normalizer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranslatedNamesTest {

  private static final String SPECIES = "pokemon-species";
  private static final String JAPANESE = "フシギダネ";
  private static final String KOREAN = "이상해씨";

  private final TranslatedNames names = new TranslatedNames(1 << 20);

  TranslatedNamesTest() {
    names.learn(
        SPECIES, TestLists.named("bulbasaur", "Bisasam", "Bulbizarre", JAPANESE, KOREAN, "妙蛙種子"));
    names.learn(SPECIES, TestLists.named("type-null", "Typ:Null", "Type:0"));
    names.learn(SPECIES, TestLists.named("eevee", "Évoli"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bisasam",
        "BISASAM",
        "Bisasam",
        "bulbizarre",
        JAPANESE,
        KOREAN,
        "ﾌｼｷﾞﾀﾞﾈ",
        "妙蛙種子"
      })
  void aNameIsFoundInAnyCaseAndWidth(String name) {
    assertThat(names.path("Pokémon/" + name)).contains(path("pokemon/bulbasaur"));
    assertThat(names.path("pokemon-species/" + name)).contains(path("pokemon-species/bulbasaur"));
  }

  @ParameterizedTest
  @ValueSource(strings = {JAPANESE, KOREAN, "Bisasam"})
  void aNameIsFoundInEveryUnicodeForm(String name) {
    for (var form : Normalizer.Form.values()) {
      assertThat(names.path("pokemon/" + Normalizer.normalize(name, form)))
          .as(form.name())
          .contains(path("pokemon/bulbasaur"));
    }
  }

  @Test
  void namesAreComparedInTheFormOfKeysWherePossible() {
    assertThat(names.path("pokemon/Typ:Null")).contains(path("pokemon/type-null"));
    assertThat(names.find(path("pokemon/evoli"))).contains(path("pokemon/eevee"));
  }

  @Test
  void whatBelongsToADocumentIsFoundByItsNameToo() {
    assertThat(names.path("pokemon/" + JAPANESE + "/encounters"))
        .contains(path("pokemon/bulbasaur/encounters"));
    assertThat(names.find(path("pokemon/bisasam/encounters")))
        .contains(path("pokemon/bulbasaur/encounters"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pokemon", "pokemon/", "/" + JAPANESE, "move/" + JAPANESE, "pokemon/ピカ", ""})
  void otherTextsAreNoNames(String target) {
    assertThat(names.path(target)).isEmpty();
  }

  @Test
  void thePokemonOfASpeciesIsItsDefaultVariety() {
    var aegislash =
        TestLists.named("aegislash", "Durengard", "Aegislash")
            .put("varieties", variety("aegislash-shield"));
    names.learn(SPECIES, aegislash);

    assertThat(names.find(path("pokemon/durengard"))).contains(path("pokemon/aegislash-shield"));
    assertThat(names.find(path("pokemon-species/durengard")))
        .contains(path("pokemon-species/aegislash"));
    assertThat(names.find(path("pokemon/aegislash"))).isEmpty();
  }

  private static JsonArray variety(String name) {
    return new JsonArray()
        .add(
            new JsonObject()
                .put("is_default", true)
                .put("pokemon", new JsonObject().put("name", name)));
  }

  @Test
  void namesOfOtherDocumentsAreKnownUnderTheirResource() {
    names.learn("type", TestLists.named("fire", "Feuer"));

    assertThat(names.find(path("type/feuer"))).contains(path("type/fire"));
    assertThat(names.find(path("pokemon/feuer"))).isEmpty();
  }

  @Test
  void nearNamesAreSuggestedByTheirKeys() {
    assertThat(names.near("pokemon", "Bisasan")).containsExactly("bulbasaur");
    assertThat(names.near("pokemon", JAPANESE + "ネ")).containsExactly("bulbasaur");
    assertThat(names.near("pokemon", "xqzvw")).isEmpty();
    assertThat(names.near("pokemon", "")).isEmpty();
  }

  @Test
  void whenItsMemoryIsFullItLearnsNoMore() {
    var small = new TranslatedNames(10_000);
    IntStream.range(0, 1_000)
        .forEach(i -> small.learn("move", TestLists.named("move-" + i, "Attacke " + i)));

    assertThat(small.find(path("move/attacke-1"))).contains(path("move/move-1"));
    assertThat(small.find(path("move/attacke-999"))).isEmpty();
  }

  @Test
  void documentsWithoutNamesTeachNothing() {
    names.learn("berry", new JsonObject().put("name", "cheri"));
    names.learn("berry", new JsonObject().put("name", 7).put("names", new JsonArray().add(7)));
    names.learn("berry", TestLists.named("a/b", "x"));

    assertThat(names.path("berry/x")).isEqualTo(Optional.empty());
  }

  private static DocumentPath path(String text) {
    return DocumentPath.parse(text).orElseThrow();
  }
}
