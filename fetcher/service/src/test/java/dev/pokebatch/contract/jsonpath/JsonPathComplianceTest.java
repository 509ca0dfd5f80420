package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the official compliance test suite of RFC 9535, if it is beside the project. Each document
 * is queried in full, and pruned as a fetcher prunes it for the query.
 */
class JsonPathComplianceTest {

  private static final Path SUITE = Path.of("..", "..", "..", "shared", "jsonpath-cts", "cts.json");

  @TestFactory
  Stream<DynamicTest> suite() throws IOException {
    assumeTrue(
        Files.exists(SUITE), "The compliance suite of RFC 9535 is missing, so this is not tested");
    return new JsonObject(Files.readString(SUITE))
        .getJsonArray("tests").stream()
            .map(JsonObject.class::cast)
            .map(test -> dynamicTest(test.getString("name"), () -> check(test)));
  }

  private static void check(JsonObject test) {
    var selector = test.getString("selector");
    if (test.getBoolean("invalid_selector", false)) {
      assertThatThrownBy(() -> JsonPath.parse(selector))
          .isInstanceOf(IllegalArgumentException.class);
      return;
    }
    var document = test.getValue("document");
    var allowed =
        test.containsKey("result")
            ? List.of(test.getJsonArray("result"))
            : test.getJsonArray("results").stream().map(JsonArray.class::cast).toList();

    var nodes = Selecting.nodes(selector, document);
    var pruned = Pruned.document(document, JsonPath.parse(selector).reads(Set.of("a", "b")));

    assertThat(new JsonArray(nodes)).isIn(allowed);
    assertThat(used(Selecting.nodes(selector, pruned))).isEqualTo(used(nodes));
  }

  private static List<Object> used(List<@Nullable Object> nodes) {
    return nodes.stream().map(Pruned::used).toList();
  }
}
