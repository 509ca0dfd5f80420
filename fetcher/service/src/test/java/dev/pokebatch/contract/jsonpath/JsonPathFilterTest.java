package dev.pokebatch.contract.jsonpath;

import static dev.pokebatch.contract.jsonpath.Selecting.holds;
import static dev.pokebatch.contract.jsonpath.Selecting.select;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPathFilterTest {

  private static final String DOCUMENT =
      "{\"obj\":{\"x\":\"y\",\"z\":[1.0]},\"same\":{\"z\":[1],\"x\":\"y\"},\"arr\":[2,3],\"n\":null}";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@.absent1 == @.absent2",
        "@.absent1 <= @.absent2",
        "@.absent1 >= @.absent2",
        "@.absent != 'g'",
        "@.absent != null",
        "@.n == null",
        "@.n <= null",
        "1 <= 2",
        "1 == 1.0",
        "0 == -0.0",
        "1e2 == 100",
        "9007199254740993 > 9007199254740992",
        "'a' <= 'b'",
        "'a' < 'aa'",
        "'' < 'a'",
        "@.obj == @.obj",
        "@.obj == @.same",
        "@.obj != @.arr",
        "@.obj != 17",
        "@.obj <= @.same",
        "@.arr >= @.arr",
        "true <= true",
        "false != true",
        // Strings are ordered by scalar values, not by UTF-16 code units.
        "'\\uFFFD' < '😀'",
        "'😀' < '😁'",
      })
  void aComparisonHolds(String comparison) {
    assertThat(holds(comparison, DOCUMENT)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@.absent == 'g'",
        "@.absent == null",
        "@.absent1 != @.absent2",
        "@.absent1 < @.absent2",
        "1 > 2",
        "13 == '13'",
        "'a' > 'b'",
        "'a' < 1",
        "@.obj == @.arr",
        "@.obj < @.arr",
        "@.obj <= @.arr",
        "@.obj < @.obj",
        "@.obj == 17",
        "1 <= @.arr",
        "1 >= @.arr",
        "@.arr != @.arr",
        "true > true",
        "false < true",
        "null < null",
      })
  void aComparisonDoesNotHold(String comparison) {
    assertThat(holds(comparison, DOCUMENT)).isFalse();
  }

  @Test
  void aQueryAloneTestsTheExistenceOfANode() {
    var document = "[{\"a\":false},{\"a\":null},{\"b\":1},3,[]]";

    assertThat(select("$[?@.a]", document)).isEqualTo("[{\"a\":false},{\"a\":null}]");
    assertThat(select("$[?!@.a]", document)).isEqualTo("[{\"b\":1},3,[]]");
    assertThat(select("$[?@.*]", document)).isEqualTo("[{\"a\":false},{\"a\":null},{\"b\":1}]");
    assertThat(select("$[?$[3]].a", document)).isEqualTo("[false,null]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " -> ",
      quoteCharacter = '`',
      textBlock =
          """
          1==1 || 1==2 && 1==2   -> true
          (1==1 || 1==2) && 1==2 -> false
          1==2 && 1==2 || 1==1   -> true
          !(1==1) || 1==1        -> true
          !(1==1 || 1==1)        -> false
          !(!(1==1))             -> true
          """)
  void operatorsHaveThePrecedenceOfTheRfc(String condition, boolean holds) {
    assertThat(holds(condition, "1")).isEqualTo(holds);
  }

  @Test
  void anInnerFilterHasItsOwnCurrentNodeAndTheSameRoot() {
    var document = "{\"limit\":2,\"rows\":[[1],[2,3],[0]]}";

    assertThat(select("$.rows[?@[?@ > 1]]", document)).isEqualTo("[[2,3]]");
    assertThat(select("$.rows[?@[?@ >= $.limit]][0]", document)).isEqualTo("[2]");
  }

  @Test
  void aFilterAlsoSelectsMembersOfObjects() {
    assertThat(select("$[?@ > 1]", "{\"a\":1,\"b\":2,\"c\":3}")).isEqualTo("[2,3]");
    assertThat(select("$[?@ > 1, ?@ < 3]", "[1,2,3]")).isEqualTo("[2,3,1,2]");
    assertThat(select("$[?@]", "7")).isEqualTo("[]");
  }
}
