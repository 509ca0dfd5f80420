package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.ReferringBatches.batch;
import static dev.pokebatch.gateway.ReferringBatches.reference;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * All references of a batch share one limit on work, and each document that they read is parsed
 * once.
 */
class ReferenceWorkTest {

  private static final int LINKS = 2_000;
  private static final int REFERENCES = 300;

  /** About the work that it takes to parse the source three times. */
  private static final int WORK = 3 * source().encode().length() / 8;

  @RegisterExtension
  static final Abused pair = new Abused(Map.of("LIMIT_REFERENCE_WORK", String.valueOf(WORK)));

  @Test
  void hundredsOfReferencesToALargeDocumentParseItOnce() {
    pair.play(script());

    pair.holdsTheEventLoopForMomentsOnly(
        () -> assertThat(outcomes("$.links[7]")).isEqualTo(Map.of("none", REFERENCES + 1)));
  }

  @Test
  void searchesThatTakeTooMuchWorkTogetherAreRefused() {
    pair.play(script());

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var outcomes = outcomes("$..[?@..zz]");
          assertThat(outcomes.keySet()).isEqualTo(Set.of("none", "referenceWork"));
          assertThat(outcomes.get("referenceWork")).isGreaterThan(REFERENCES / 2);
        });
  }

  @Test
  void theLimitIsNamed() {
    pair.play(script());
    var answer = run("$..[?@..zz]");

    var refused =
        answer.getJsonArray("responses").stream()
            .map(response -> ((JsonObject) response).getJsonObject("problem"))
            .filter(
                problem -> problem != null && "referenceWork".equals(problem.getString("limit")))
            .findFirst()
            .orElseThrow();
    assertThat(refused.getString("type")).isEqualTo("/problems/limit-exceeded");
    assertThat(refused.getInteger("max")).isEqualTo(WORK);
    assertThat(refused.getInteger("actual")).isGreaterThan(WORK);
  }

  /** How many responses there are for each limit that is exceeded; "none" for no problem. */
  private static Map<String, Integer> outcomes(String path) {
    var outcomes = new TreeMap<String, Integer>();
    for (var response : run(path).getJsonArray("responses")) {
      var problem = ((JsonObject) response).getJsonObject("problem");
      outcomes.merge(problem == null ? "none" : problem.getString("limit"), 1, Integer::sum);
    }
    return outcomes;
  }

  private static JsonObject run(String path) {
    var requests = new JsonArray().add(new JsonObject().put("id", "a").put("get", "berry/1"));
    IntStream.range(0, REFERENCES)
        .forEach(
            i ->
                requests.add(
                    new JsonObject().put("get", reference("a", path)).put("fields", "id")));
    return pair.run(batch(requests).put("deadlineMs", 30_000));
  }

  private static JsonObject script() {
    return new JsonObject().put("berry/1", new JsonObject().put("body", source()));
  }

  private static JsonObject source() {
    var links = new JsonArray();
    IntStream.range(0, LINKS)
        .forEach(i -> links.add(new JsonObject().put("url", "pokemon/1").put("name", "link " + i)));
    return new JsonObject().put("links", links);
  }
}
