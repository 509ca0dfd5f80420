package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeysReaderTest {

  private static final String LONG = "x".repeat(101);

  @Test
  void aUrlAndTheEquivalentBodyGiveTheSameRequest() {
    var query =
        query()
            .add("fields", "name,species.name")
            .add("expand", "species,types.type")
            .add("concurrency", "8")
            .add("deadlineMs", "2000")
            .add("transport", "blocking");

    assertThat(read("Pokemon", "1,4..6,PIKACHU", query))
        .isEqualTo(
            ReadBatches.read(
                """
                {"requests": ["pokemon/1", "pokemon/4..6", "pokemon/pikachu"], "fields": "name,species.name",
                 "expand": ["species", "types.type"], "concurrency": 8, "deadlineMs": 2000, "transport": "blocking"}
                """));
    assertThat(read("pokemon", "1", query()))
        .isEqualTo(ReadBatches.read("{\"requests\": [\"pokemon/1\"]}"));
  }

  @Test
  void anEmptyExpandExpandsNoLinks() {
    assertThat(read("pokemon", "1", query().add("expand", "")))
        .isEqualTo(read("pokemon", "1", query()));
  }

  @Test
  void parameterNamesAreCaseSensitive() {
    assertThat(parameters("pokemon", "1", query().add("Fields", "id").add("fields", "id")))
        .containsExactly("Fields");
  }

  @Test
  void namesAreNormalized() {
    assertThat(read("Pokemon Species", "Mr. Mime,farfetch'd", query()))
        .isEqualTo(
            ReadBatches.read(
                "{\"requests\": [\"pokemon-species/mr-mime\", \"pokemon-species/farfetchd\"]}"));
  }

  @Test
  void anInvalidKeyFailsAlone() {
    for (var key : List.of("", LONG, "日", "25?x=1", "../1", "9..1", "1..2x", "1;2")) {
      var steps = read("pokemon", "1," + key, query()).steps();

      assertThat(steps).hasSize(2);
      assertThat(DocumentList.Single.canBeAsked(((Step.Get) steps.get(1)).target().at(0)))
          .as(key)
          .isFalse();
    }
  }

  @Test
  void anInvalidResourceFailsForEachKey() {
    for (var resource : List.of(LONG, "日", "pokemon/1/2")) {
      assertThat(read(resource, "1,9..1,1..2", query()).steps())
          .as(resource)
          .hasSize(3)
          .noneMatch(step -> DocumentList.Single.canBeAsked(((Step.Get) step).target().at(0)));
    }
  }

  @Test
  void aNumberBeyondALongIsAFault() {
    assertThat(parameters("pokemon", "1", query().add("concurrency", "9".repeat(30))))
        .containsExactly("concurrency");
  }

  private static MultiMap query() {
    return MultiMap.caseInsensitiveMultiMap();
  }

  private static BatchRequest read(String resource, String keys, MultiMap query) {
    var options = new OptionReader(BatchLimits.defaults());
    return new KeysReader(BatchLimits.defaults())
        .read(resource, keys, options.read(query, options.defaults()));
  }

  private static List<String> parameters(String resource, String keys, MultiMap query) {
    var thrown = catchThrowableOfType(ProblemException.class, () -> read(resource, keys, query));
    assertThat(thrown).isNotNull();
    return thrown.problem().toJson().getJsonArray("errors").stream()
        .map(error -> ((JsonObject) error).getString("parameter"))
        .toList();
  }
}
