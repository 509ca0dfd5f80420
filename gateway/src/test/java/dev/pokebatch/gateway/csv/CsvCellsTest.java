package dev.pokebatch.gateway.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellsTest {

  private static final String BULBASAUR =
      """
      { "id": 1, "types": [
        { "slot": 1, "type": { "name": "grass", "url": "/type/12/" } },
        { "slot": 2, "type": { "name": "poison", "url": "/type/4/" } } ] }
      """;

  @Test
  void pathsPassThroughArrays() {
    assertThat(cells(BULBASAUR, "types.type.name", "types.slot", "id"))
        .containsExactly("grass|poison", "1|2", "1");
  }

  @Test
  void aPathMayBeThePrefixOfAnother() {
    assertThat(cells(BULBASAUR, "types.slot", "types", "types.type.name", "types.type"))
        .containsExactly(
            "1|2",
            "{\"slot\":1,\"type\":{\"name\":\"grass\",\"url\":\"/type/12/\"}}"
                + "|{\"slot\":2,\"type\":{\"name\":\"poison\",\"url\":\"/type/4/\"}}",
            "grass|poison",
            "{\"name\":\"grass\",\"url\":\"/type/12/\"}|{\"name\":\"poison\",\"url\":\"/type/4/\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "1.10",
        "1E+2",
        "1e-7",
        "12345678901234567890123456789",
        "0.1000000000000000055511151231257827",
        "true",
        "false"
      })
  void numbersAndBooleansAreWrittenAsInTheDocument(String value) {
    assertThat(cell("{\"a\":" + value + "}")).isEqualTo(value);
    assertThat(cell("{\"a\":[" + value + "," + value + "]}")).isEqualTo(value + "|" + value);
    assertThat(cell("{\"a\":{\"b\":" + value + "}}")).isEqualTo("{\"b\":" + value + "}");
  }

  @Test
  void aNumberOfAnyLengthIsWrittenAsInTheDocument() {
    var digits = "1234567890".repeat(500);
    assertThat(cell("{\"a\":" + digits + "}")).isEqualTo(digits);
    assertThat(cell("{\"a\":" + digits + ".50}")).isEqualTo(digits + ".50");
  }

  @Test
  void stringsAreTheirText() {
    assertThat(cell("{\"a\":\"tab\\t \\u00e9 \\\\ \\/ \\ud83d\\ude00\"}"))
        .isEqualTo("tab\t é \\ / 😀");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"a\":null}", "{\"a\":\"\"}", "{\"a\":[]}", "{\"b\":1}", "[]", "7"})
  void aMissingMemberIsEmpty(String document) {
    assertThat(cell(document)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'[1,null,3]', 1||3",
    "'[null,null]', |",
    "'[null]', ''",
    "'[\"\",\"x\"]', |x",
    "'[[1,2],[3]]', 1|2|3",
    "'[[],[1],[]]', |1|",
    "'[[[]],[[],[]]]', ||",
    "'[true,[null,\"x\"],{}]', true||x|{}",
  })
  void everyElementKeepsItsPosition(String array, String cell) {
    assertThat(cell("{\"a\":" + array + "}")).isEqualTo(cell);
  }

  @Test
  void columnsOfOneArrayCorrespondEvenWithMissingMembers() {
    var document =
        """
        {"m":[{"x":1,"y":"a"},{"x":2},{"y":"c"},{},null,5,{"y":null,"x":7},{"x":{"z":1},"y":[]}]}
        """;
    assertThat(cells(document, "m.x", "m.y", "m.nope"))
        .containsExactly("1|2|||||7|{\"z\":1}", "a||c|||||", "|||||||");
  }

  @Test
  void nestedArraysOfObjectsAreJoinedInTheSameWay() {
    var document = "{\"m\":[{\"v\":[{\"l\":1},{\"l\":5}]},{\"v\":[]},{\"v\":[{\"l\":9}]},{}]}";
    assertThat(cells(document, "m.v.l")).containsExactly("1|5||9|");
  }

  @Test
  void pathsPassThroughADocumentThatIsAnArray() {
    assertThat(cells("[{\"a\":{\"n\":\"x\"}},{\"a\":{\"n\":\"y\"}}]", "a.n"))
        .containsExactly("x|y");
  }

  @Test
  void aPathBelowAStringMatchesNothing() {
    assertThat(cells("{\"a\":\"x\",\"b\":[1,2]}", "a.b", "a", "b.c")).containsExactly("", "x", "|");
  }

  @Test
  void anObjectIsItsJsonTextWithoutWhiteSpace() {
    assertThat(
            cell("{\"a\" : { \"b\" : [ 1.0 ,\r\n\t\"x \\\" y\\\\\" ] , \"b\" : \"\\u0041é \" } }"))
        .isEqualTo("{\"b\":[1.0,\"x \\\" y\\\\\"],\"b\":\"\\u0041é \"}");
  }

  @Test
  void memberNamesAreComparedUnescaped() {
    assertThat(cells("{\"\\u0061\":{\"\\u0062\\u002d1\":3},\"a.b-1\":4}", "a.b-1"))
        .containsExactly("3");
  }

  @Test
  void theLastOfDuplicateMembersCounts() {
    var document =
        "{\"a\":[{\"b\":1},{\"b\":2,\"c\":8,\"b\":[3,4]}],\"d\":1,\"a\":{\"c\":9},\"d\":null}";
    assertThat(cells(document, "a.b", "a.c", "a", "d")).containsExactly("", "9", "{\"c\":9}", "");
    assertThat(cells("{\"a\":[{\"b\":1},{\"b\":2,\"c\":8,\"b\":[3,4]}]}", "a.b", "a.c"))
        .containsExactly("1|3|4", "|8");
  }

  @Test
  void aDeeplyNestedDocumentDoesNotOverflowTheStack() {
    var deep = 200_000;
    var arrays = "[".repeat(deep) + "1" + "]".repeat(deep);
    var objects = "{\"a\":".repeat(deep) + "2" + "}".repeat(deep);
    assertThat(
            cells("{\"a\":" + arrays + ",\"x\":" + objects + ",\"b\":" + objects + "}", "a", "b"))
        .containsExactly("1", objects);
  }

  @Test
  void aLongPathIsFollowedToItsEnd() {
    var path = "a" + ".a".repeat(31);
    assertThat(cells("{\"a\":".repeat(32) + "\"deep\"" + "}".repeat(32), path))
        .containsExactly("deep");
  }

  private static String cell(String document) {
    return cells(document, "a").get(0);
  }

  private static List<String> cells(String document, String... paths) {
    var tree = ColumnTree.of(Stream.of(paths).map(p -> List.of(p.split("\\.", -1))).toList());
    return CellCutter.cut(Buffer.buffer(document), tree, false, Long.MAX_VALUE).stream()
        .map(StringBuilder::toString)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "'[\"a|b\",\"c\"]', 'a\\|b|c'",
    "'[\"\\\\\",\"|\"]', '\\\\|\\|'",
    "'[{\"x\":\"1|2\"},3]', '{\"x\":\"1\\|2\"}|3'",
    "'[\"a|b\"]', 'a\\|b'",
    "'\"a|b\\\\\"', 'a|b\\'",
  })
  void anElementCanBeToldFromASeparator(String value, String cell) {
    assertThat(cell("{\"a\":" + value + "}")).isEqualTo(cell);
  }

  @ParameterizedTest
  @CsvSource({
    "'[1,null,\"x|y\"]', '[1,null,\"x|y\"]'",
    "'[]', '[]'",
    "'[[]]', '[[]]'",
    "'[null]', '[null]'",
    "'[[1, 2],[],[3]]', '[[1,2],[],[3]]'",
    "'[\"\",{\"b\": 1.10}]', '[\"\",{\"b\":1.10}]'",
    "'\"x\"', 'x'",
    "'null', ''",
  })
  void arraysMayBeJson(String value, String cell) {
    assertThat(json("{\"a\":" + value + "}", "a")).containsExactly(cell);
  }

  @Test
  void jsonArraysOfColumnsCorrespondEvenWithMissingMembers() {
    var document = "{\"m\":[{\"x\":1,\"y\":[\"a\"]},{\"x\":2},{},5,{\"x\":1,\"x\":\"]\"}]}";
    assertThat(json(document, "m.x", "m.y", "m.z", "n"))
        .containsExactly(
            "[1,2,null,null,\"]\"]",
            "[[\"a\"],null,null,null,null]",
            "[null,null,null,null,null]",
            "");
  }

  private static List<String> json(String document, String... paths) {
    var tree = ColumnTree.of(Stream.of(paths).map(p -> List.of(p.split("\\.", -1))).toList());
    return CellCutter.cut(Buffer.buffer(document), tree, true, Long.MAX_VALUE).stream()
        .map(StringBuilder::toString)
        .toList();
  }
}
