package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Expansions with links that fan out, form cycles, or make a document grow without bound. */
class ExpansionAbuseTest {

  private static final int MOST_BYTES = 1 << 20;

  @RegisterExtension
  static final Abused pair =
      new Abused(Map.of("UPSTREAM_MAX_BYTES", String.valueOf(MOST_BYTES), "LIMIT_FAN_OUT", "2000"));

  @Test
  void pathsOfThousandsOfNamesAreRefused() {
    for (var path : new String[] {"a" + ".a".repeat(4_095), "a".repeat(10_000), "a..a", "."}) {
      var problem = refused(new JsonArray().add(path));
      assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
          .isEqualTo("/requests/0/expand");
    }
    var many = new JsonArray();
    IntStream.range(0, 4_096).forEach(i -> many.add("a" + i));
    assertThat(refused(many).encode().length()).isLessThan(500);
  }

  @Test
  void ofThreeThousandLinksAsManyAreFollowedAsMayBeAndTheRestIsToldInOneWord() {
    pair.play(index().put("berry/1", document(3_000, i -> "type/" + i)));

    var item = expand("links");

    // The first two thousand do not exist.
    var problems = item.getJsonArray("problems");
    assertThat(problems).hasSize(2_001);
    assertThat(problems)
        .extracting(problem -> ((JsonObject) problem).getString("type"))
        .filteredOn("/problems/limit-exceeded"::equals)
        .hasSize(1);
    assertThat(item.getJsonObject("body").getJsonArray("links")).hasSize(3_000);
  }

  @Test
  void linksOfLinksAreNotFollowedBeyondWhatOneDocumentMayAskFor() {
    var script = index().put("berry/1", document(1_500, i -> "type/" + i));
    IntStream.range(0, 1_500)
        .forEach(i -> script.put("type/" + i, document(10, j -> "type/" + (i * 10 + j + 2_000))));
    pair.play(script);

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var problems = expand("links.links").getJsonArray("problems");
          assertThat(problems).hasSize(1);
          assertThat(problems.getJsonObject(0).getMap())
              .containsEntry("type", "/problems/limit-exceeded")
              .containsEntry("path", "links.links");
        });
  }

  @Test
  void aLinkThatIsRepeatedCountsAsOftenAsItStandsThere() {
    pair.play(
        index()
            .put("berry/1", document(10_000, i -> "type/1"))
            .put("type/1", body(new JsonObject().put("pad", "x".repeat(500_000)))));

    pair.holdsTheEventLoopForMomentsOnly(ExpansionAbuseTest::assertTooLarge);
  }

  @Test
  void ofFifteenThousandLinksTheFirstTenThousandAreLookedAt() {
    pair.play(
        index()
            .put("berry/1", document(15_000, i -> "type/1"))
            .put("type/1", body(new JsonObject().put("id", 1))));

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var item = expand("links");
          var links = item.getJsonObject("body").getJsonArray("links");
          assertThat(links.getJsonObject(9_999).getMap()).containsOnlyKeys("id");
          assertThat(links.getJsonObject(14_999)).isEqualTo(link("type/1"));
          assertThat(item.getJsonArray("problems")).hasSize(1);
          assertThat(item.getJsonArray("problems").getJsonObject(0).getMap())
              .containsEntry("type", "/problems/limit-exceeded");
        });
  }

  @Test
  void whatGrowsLargerThanADocumentMayBeIsRefused() {
    var script = index().put("berry/1", document(5, i -> "type/" + i));
    IntStream.range(0, 5)
        .forEach(
            i -> script.put("type/" + i, body(new JsonObject().put("pad", "x".repeat(300_000)))));
    pair.play(script);

    assertTooLarge();
  }

  @Test
  void circlesEndWhereTheyBegin() {
    pair.play(
        new JsonObject()
            .put("berry/1", document(1, i -> "berry/2"))
            .put("berry/2", document(1, i -> "berry/3"))
            .put("berry/3", document(2, i -> i == 0 ? "berry/1" : "berry/3")));

    var item = expand("links.links.links.links.links.links");

    assertThat(item.getJsonArray("problems"))
        .extracting(problem -> ((JsonObject) problem).getString("get"))
        .containsExactly("berry/1", "berry/3");
    var third = inner(inner(item.getJsonObject("body")));
    assertThat(third.getJsonArray("links")).containsExactly(link("berry/1"), link("berry/3"));
  }

  @Test
  void aChainIsFollowedAsDeepAsDocumentsMayStandInOneAnother() {
    var script = new JsonObject();
    IntStream.range(1, 21)
        .forEach(i -> script.put("berry/" + i, document(1, j -> "berry/" + (i + 1))));
    pair.play(script);

    var item = expand(String.join(".", Collections.nCopies(20, "links")));

    assertThat(item.getJsonArray("problems")).hasSize(1);
    assertThat(item.getJsonArray("problems").getJsonObject(0).getMap())
        .containsEntry("type", "/problems/limit-exceeded")
        .containsEntry("limit", "expandDepth")
        .containsEntry("get", "berry/6");
  }

  private static void assertTooLarge() {
    var answer = run("links");

    assertThat(answer.getInteger("status")).isEqualTo(422);
    assertThat(answer.getJsonObject("problem").getMap())
        .containsEntry("type", "/problems/limit-exceeded")
        .containsEntry("limit", "expandedBytes");
  }

  /** The one document, some of whose links are replaced. */
  private static JsonObject expand(String path) {
    var item = run(path);
    assertThat(item.getInteger("status")).as(item.encode()).isEqualTo(200);
    assertThat(item.getJsonObject("body").encode().length()).isLessThan(MOST_BYTES);
    return item;
  }

  private static JsonObject run(String path) {
    var answer = pair.run(batch(new JsonArray().add(path)).put("deadlineMs", 30_000));
    return answer.getJsonArray("responses").getJsonObject(0);
  }

  private static JsonObject refused(JsonArray expand) {
    var body = batch(expand).encode().getBytes(StandardCharsets.UTF_8);
    return pair.refused(body, 400, "invalid-request");
  }

  private static JsonObject batch(JsonArray expand) {
    var step = new JsonObject().put("get", "berry/1").put("expand", expand);
    return new JsonObject().put("requests", new JsonArray().add(step));
  }

  private static JsonObject index() {
    return new JsonObject().put("", body(new JsonObject().put("type", "").put("berry", "")));
  }

  private static JsonObject document(int count, IntFunction<String> target) {
    var links = new JsonArray();
    IntStream.range(0, count).mapToObj(target).forEach(name -> links.add(link(name)));
    return body(new JsonObject().put("links", links));
  }

  private static JsonObject body(JsonObject body) {
    return new JsonObject().put("body", body);
  }

  private static JsonObject link(String target) {
    return new JsonObject().put("url", "https://pokeapi.co/api/v2/" + target + "/");
  }

  private static JsonObject inner(JsonObject document) {
    return document.getJsonArray("links").getJsonObject(0);
  }
}
