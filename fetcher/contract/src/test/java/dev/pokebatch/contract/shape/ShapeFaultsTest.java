package dev.pokebatch.contract.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pokebatch.contract.shape.InvalidShapeException.Fault;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shape with faults is refused with all of them, each with its member and its position. */
class ShapeFaultsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "$.a[|has a '[' at 4 that is never closed",
        "count($.a[)|has a '[' at 10 that is never closed",
        "count($.a|has a '(' at 6 that is never closed",
        "count(a)|has no JSONPath at 7, as in count($)",
        "count( $.a b )|has U+0020 at 11 where '.', '[' or the end is expected",
        "length($.a[*])|has a query at 8 that may select many nodes; length takes one node, count"
            + " counts them",
        "avg($.a)|has a function 'avg' at 1 that does not exist; known are value, count, length,"
            + " first, sum, min, max, localized",
        "a..b|is neither a dotted path (types.type.name), nor a JSONPath ($.types[*].type.name), nor"
            + " a function of one (count($.types[*]))",
      })
  void aFaultOfAValueSaysWhereItIs(String value, String detail) {
    assertThat(faults(Map.of("x", value))).containsExactly(new Fault("x", detail));
  }

  @Test
  void allFaultsAreFound() {
    var object = new LinkedHashMap<String, Object>();
    object.put("a", "$.a[");
    object.put("", "id");
    object.put("n".repeat(65), "id");
    object.put("c", 3);

    assertThat(faults(object).stream().map(Fault::member))
        .containsExactly("a", "", "n".repeat(65), "c");
  }

  @Test
  void theFormOfAStringHasTheSameFaults() {
    var thrown =
        catchThrowableOfType(
            InvalidShapeException.class, () -> Shape.parse("a:$.a[0,b:$.,a:id,$.x,,:id"));

    assertThat(thrown)
        .hasMessage("has a member 'a' that has 'b' at 7 where a selector is expected");
    var more =
        catchThrowableOfType(
            InvalidShapeException.class, () -> Shape.parse("a:$.,a:id,$.x,,:id,b:id"));
    assertThat(more.faults().stream().map(Fault::detail).toList())
        .containsExactly(
            "ends where a name or '*' is expected",
            "is there more than once",
            "has '$.x', which needs a name and a colon",
            "has '', which needs a name and a colon",
            "has a member without a name");
  }

  @Test
  void aShapeHasAMemberAndALimitedLength() {
    assertThat(faults(Map.of())).containsExactly(new Fault("", "must have at least one member"));
    var many = new LinkedHashMap<String, Object>();
    for (var i = 0; i < 300; i++) {
      many.put("member" + i, "id");
    }
    assertThat(faults(many).get(0).detail()).contains("4096");
  }

  private static List<Fault> faults(Map<String, ?> object) {
    return catchThrowableOfType(InvalidShapeException.class, () -> Shape.of(object)).faults();
  }
}
