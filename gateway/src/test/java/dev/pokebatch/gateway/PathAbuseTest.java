package dev.pokebatch.gateway;

import static dev.pokebatch.gateway.ReferringBatches.batch;
import static dev.pokebatch.gateway.ReferringBatches.problem;
import static dev.pokebatch.gateway.ReferringBatches.reference;
import static dev.pokebatch.gateway.ReferringBatches.twoSteps;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid references: to missing steps, and with invalid paths. */
class PathAbuseTest {

  @RegisterExtension static final Abused pair = new Abused(Map.of());

  @Test
  void stepsThatAreNotEarlierCannotBeReferredTo() {
    var inside = new JsonObject().put("get", reference("group", "$"));
    var own = new JsonObject().put("id", "own").put("get", reference("own", "$"));
    var requests =
        new JsonArray()
            .add(new JsonObject().put("get", reference("later", "$.a")))
            .add(own)
            .add(new JsonObject().put("id", "group").put("sequence", new JsonArray().add(inside)))
            .add(new JsonObject().put("get", reference("missing", "$")))
            .add(new JsonObject().put("get", reference("2.1", "$")))
            .add(new JsonObject().put("id", "later").put("get", "pokemon/1"));

    assertThat(refused(requests, "invalid-request").getJsonArray("errors"))
        .extracting(error -> ((JsonObject) error).getString("pointer"))
        .containsExactly(
            "/requests/0/get/from",
            "/requests/1/get/from",
            "/requests/2/sequence/0/get/from",
            "/requests/3/get/from",
            "/requests/4/get/from");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "$.",
        "$..",
        "$[",
        "$[?",
        "$[?@",
        "$[?@.a==]",
        "$['a",
        "$['\\uD800']",
        "$[99999999999999999999]",
        "$[0:1:2:3]",
        "$[?foo(@)]",
        "$[?length(@..a)>1]",
        "$[?@.a == 1e999999999x]",
        "$\u0000",
        "$.a\n\n.",
        "$[?((((((((@))))))))",
      })
  void pathsThatAreNoneAreRefusedWithTheirPlace(String path) {
    var problem = refused(twoSteps(path), "invalid-request");

    assertThat(problem.getJsonArray("errors").getJsonObject(0).getString("pointer"))
        .isEqualTo("/requests/1/get/path");
  }

  @ParameterizedTest
  @ValueSource(strings = {".a", "[?@.a]", "['a']", "..*", "[?@[", "[?!(", "\\", "'"})
  void aPathOfTenKilobytesIsTooLong(String part) {
    var problem = refused(twoSteps("$" + part.repeat(10_240 / part.length())), "invalid-request");

    assertThat(problem.encode().length()).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 500})
  void aPathMayNameMoreThanAProjectionMay(int names) {
    var body = new JsonObject().put("body", new JsonObject().put("a", 1));
    pair.play(new JsonObject().put("berry/1", body));

    var answer = pair.run(batch(twoSteps("$" + ".a".repeat(names))));

    assertThat(problem(answer, 1).getString("type")).isEqualTo("/problems/reference-unresolved");
  }

  private static JsonObject refused(JsonArray requests, String slug) {
    var body = batch(requests).encode().getBytes(StandardCharsets.UTF_8);
    return pair.refused(body, 400, slug);
  }
}
