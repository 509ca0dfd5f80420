package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathBoundsTest {

  private static final JsonArray THOUSAND =
      new JsonArray(IntStream.range(0, 1_000).mapToObj(i -> new JsonObject().put("a", i)).toList());

  @Test
  void theEvaluationStopsAtTheMaximumOfNodes() {
    var work = new WorkBudget(1_000);

    assertThat(JsonPath.parse("$..a").nodes(THOUSAND, 3, work)).containsExactly(0, 1, 2);
    assertThat(work.left()).isGreaterThan(980);
    assertThat(JsonPath.parse("$..a").nodes(THOUSAND, 0, work)).isEmpty();
  }

  @Test
  void anExistenceTestStopsAtTheFirstNode() {
    var work = new WorkBudget(1_000);

    assertThat(JsonPath.parse("$[?$..a]").nodes(THOUSAND, 1, work)).hasSize(1);
    assertThat(work.left()).isGreaterThan(980);
  }

  @Test
  void evaluationsMayShareABudget() {
    var work = new WorkBudget(2_500);
    var path = JsonPath.parse("$[*]");

    assertThat(path.nodes(THOUSAND, 2_000, work)).hasSize(1_000);
    assertThat(path.nodes(THOUSAND, 2_000, work)).hasSize(1_000);
    assertThatExceptionOfType(WorkLimitExceeded.class)
        .isThrownBy(() -> path.nodes(THOUSAND, 2_000, work))
        .withMessage("takes more than 2500 steps on this document");
    assertThat(work.left()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$..[?@..[?@..a]]",
        "$..[?count($..*) > 1]",
        "$[?$ == $]",
        "$[?count($[?@.b]) == 1]",
        "$[?$[?$[?$[?@.b]]]]",
        "$[?search('xxxxxxxxxx', '(a|b)*.*c')]",
      })
  void expensiveEvaluationsAreEnded(String path) {
    assertThatExceptionOfType(WorkLimitExceeded.class)
        .isThrownBy(
            () -> JsonPath.parse(path).nodes(THOUSAND, Integer.MAX_VALUE, new WorkBudget(5_000)));
  }

  @Test
  void longTextsAreMoreWorkThanShortOnes() {
    var text = "x".repeat(1_000_000);
    var same = new String(text.toCharArray());
    var document = new JsonArray().add(text).add(same);

    for (var path : new String[] {"$[?@ == $[1]]", "$[?@ < $[1]]", "$[?length(@) == 1]"}) {
      var work = new WorkBudget(1_000_000);
      JsonPath.parse(path).nodes(document, 2, work);

      assertThat(work.left()).isLessThan(980_000);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$..a",
        "$[?@ == @]",
        "$[?@ == $.a]",
        "$[?$..[?$..[?$..[?$..a]]]]",
      })
  void aDeepDocumentDoesNotOverflowTheStack(String path) {
    Object deep = new JsonArray();
    for (var i = 0; i < 100_000; i++) {
      deep = i % 2 == 0 ? new JsonObject().put("a", deep) : new JsonArray().add(deep);
    }
    var work = new WorkBudget(10_000_000);

    assertThat(JsonPath.parse(path).nodes(deep, 10, work)).hasSizeLessThanOrEqualTo(10);
  }

  @Test
  void aPathOfManySegmentsDoesNotOverflowTheStack() {
    Object deep = 7;
    for (var i = 0; i < 511; i++) {
      deep = new JsonObject().put("a", deep);
    }
    var path = JsonPath.parse("$" + ".a".repeat(511));

    assertThat(path.nodes(deep, 10, new WorkBudget(10_000))).containsExactly(7);
  }
}
