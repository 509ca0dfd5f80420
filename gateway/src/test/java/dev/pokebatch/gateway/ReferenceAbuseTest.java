package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.ReferringBatches.batch;
import static dev.pokebatch.gateway.ReferringBatches.problem;
import static dev.pokebatch.gateway.ReferringBatches.reference;
import static dev.pokebatch.gateway.ReferringBatches.twoSteps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** References that match nothing, match everything, or would never end. */
class ReferenceAbuseTest {

  @RegisterExtension static final Abused pair = new Abused(Map.of());

  /** Each evaluation is bounded, but there are hundreds, and all may begin at once. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$..*",
        "$..[?@..[?@..*]]",
        "$..[?@..[?@..zz]]",
        "$..[?@..zz]",
        "$[?count($..*) > 1 && @.zz]",
        "$..[?search(@, '(a|b)*.*c')]",
        "$..[?@ == $]",
      })
  void hostilePathsOverALargeDocumentDoNotStarveTheOthers(String path) {
    pair.play(large());
    var requests = new JsonArray().add(new JsonObject().put("id", "a").put("get", "berry/1"));
    IntStream.range(0, 100)
        .forEach(i -> requests.add(new JsonObject().put("get", reference("a", path))));

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var answer = pair.run(batch(requests).put("deadlineMs", 30_000));
          assertThat(answer.getJsonObject("summary").getInteger("succeeded")).isEqualTo(1);
          assertThat(answer.getJsonArray("responses"))
              .filteredOn(response -> ((JsonObject) response).getInteger("status") == 504)
              .as("steps for which there was no time")
              .isEmpty();
        });
  }

  @Test
  void aChainOfReferencesEachToAllOfTheOneBeforeEndsWhereALimitIs() {
    var script = new JsonObject();
    IntStream.range(0, 100).forEach(i -> script.put("berry/" + i, body(links(i))));
    pair.play(script);
    var requests = new JsonArray().add(new JsonObject().put("id", "s0").put("get", "berry/1"));
    IntStream.range(1, 50)
        .forEach(
            i ->
                requests.add(
                    new JsonObject()
                        .put("id", "s" + i)
                        .put("get", reference("s" + (i - 1), "$..url"))));

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var answer = pair.run(batch(requests).put("fields", "none"));
          assertThat(answer.getJsonObject("summary").getInteger("total")).isLessThan(2_100);
          assertThat(problem(answer, 3).getString("limit")).isEqualTo("fanOut");
          assertThat(problem(answer, 4).getString("type")).isEqualTo("/problems/dependency-failed");
        });
  }

  @Test
  void documentsAreNotReadAgainWithoutEnd() {
    var script = new JsonObject();
    IntStream.rangeClosed(1, 500).forEach(i -> script.put("berry/" + i, body(links(i))));
    pair.play(script);
    var requests =
        new JsonArray().add(new JsonObject().put("id", "all").put("get", "berry/1..500"));
    IntStream.range(0, 200)
        .forEach(
            i ->
                requests.add(
                    new JsonObject()
                        .put("get", reference("all", "$[*].links[0].url").put("max", 1))));

    var answer = pair.run(batch(requests).put("fields", "none").put("deadlineMs", 30_000));

    // Ten references may each read all 500 of what is not shown, and each gets one document.
    assertThat(answer.getJsonObject("summary").getInteger("succeeded")).isEqualTo(510);
    assertThat(problem(answer, 11).getMap())
        .containsEntry("type", "/problems/limit-exceeded")
        .containsEntry("limit", "documents")
        .containsEntry("max", 5_000)
        .containsEntry("actual", 5_500);
  }

  /** JSON sets no bounds, but a parser does. */
  @Test
  void documentsThatCannotBeParsedAreToldAtOnce() {
    pair.play(
        new JsonObject()
            .put("berry/1", text("{\"id\":" + "1".repeat(1_500) + "}"))
            .put("berry/2", text("{\"id\":1,\"" + "n".repeat(60_000) + "\":1}"))
            .put("berry/3", text("{\"id\":1e400}")));
    var requests = new JsonArray();
    IntStream.rangeClosed(1, 3)
        .forEach(
            i ->
                requests
                    .add(new JsonObject().put("id", "b" + i).put("get", "berry/" + i))
                    .add(new JsonObject().put("get", reference("b" + i, "$..id"))));

    var answer = pair.post(batch(requests).put("deadlineMs", 5_000).encode()).body();

    assertThat(answer).doesNotContain("/problems/deadline-exceeded");
    assertThat(answer).containsPattern("(?s)(/problems/reference-unresolved.*){3}");
  }

  @Test
  void whatIsTooLongForALinkIsNone() {
    var link = "https://pokeapi.co/api/v2/" + "x".repeat(100_000);
    pair.play(document(new JsonObject().put("url", link)));

    var answer = pair.run(batch(twoSteps("$.url")));

    assertThat(problem(answer, 1).getString("type")).isEqualTo("/problems/reference-unresolved");
  }

  private static JsonObject document(JsonObject body) {
    return new JsonObject().put("berry/1", body(body));
  }

  private static JsonObject body(JsonObject body) {
    return new JsonObject().put("body", body);
  }

  private static JsonObject text(String text) {
    return new JsonObject().put("text", text);
  }

  /** Thirty links, each to another document. */
  private static JsonObject links(int from) {
    var links = new JsonArray();
    IntStream.range(0, 30)
        .forEach(i -> links.add(new JsonObject().put("url", "/api/v2/berry/" + (from + i) % 100)));
    return new JsonObject().put("links", links);
  }

  /** A quarter of a megabyte, some thirty thousand nodes. */
  private static JsonObject large() {
    var parts = new JsonArray();
    IntStream.range(0, 4_000)
        .forEach(
            i ->
                parts.add(
                    new JsonObject()
                        .put("a", i)
                        .put("b", new JsonObject().put("c", new JsonArray().add(1).add(2)))
                        .put("text", "abcdefgh")));
    return document(new JsonObject().put("parts", parts));
  }
}
