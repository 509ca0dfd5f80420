package dev.pokebatch.gateway.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvColumnsTest {

  private static final String OURS = "_id,_get,_status,_error";

  @Test
  void theHeaderHasThePathsInTheirOrderAndThenOurColumns() {
    assertThat(header("name", "id", "types.type.name"))
        .isEqualTo("name,id,types.type.name," + OURS + "\r\n");
  }

  @Test
  void aRowHasAsManyCellsAsTheHeader() {
    assertThat(row("{\"id\":25,\"name\":\"pikachu\"}", "name", "height", "id"))
        .isEqualTo("pikachu,,25,mon,pokemon/25,200,\r\n");
  }

  @Test
  void aFailedDocumentHasARowWithStatusAndError() {
    var row =
        CsvColumns.of(List.of("id", "name"))
            .row("mon", "pokemon/aegislash", 404, null, "pokemon/aegislash does not exist");
    assertThat(row).hasToString(",,mon,pokemon/aegislash,404,pokemon/aegislash does not exist\r\n");
  }

  @Test
  void withoutPathsTheWholeDocumentIsTheLastCell() {
    assertThat(header()).isEqualTo(OURS + ",_body\r\n");
    assertThat(row(" {\"id\": 1.10}\n"))
        .isEqualTo("mon,pokemon/25,200,,\" {\"\"id\"\": 1.10}\n\"\r\n");
  }

  @Test
  void aFailedDocumentWithoutPathsHasAnEmptyBody() {
    assertThat(CsvColumns.of(List.of()).row("mon", "", 422, null, "no match"))
        .hasToString("mon,,422,no match,\r\n");
  }

  @Test
  void aStarAmongThePathsSelectsTheWholeDocument() {
    assertThat(header("id", "*")).isEqualTo(header());
  }

  @Test
  void aDuplicatePathIsOneColumn() {
    assertThat(header("id", "name", "id")).isEqualTo("id,name," + OURS + "\r\n");
    assertThat(row("{\"name\":\"mew\",\"id\":151}", "id", "name", "id"))
        .isEqualTo("151,mew,mon,pokemon/25,200,\r\n");
  }

  @Test
  void aPathWithTheNameOfOneOfOurColumnsIsRenamed() {
    assertThat(header("_id")).isEqualTo("_body._id," + OURS + "\r\n");
    assertThat(header("id", "_status", "_body._status", "id"))
        .isEqualTo("id,_body._body._status,_body._status," + OURS + "\r\n");
    assertThat(row("{\"_id\":7}", "_id")).isEqualTo("7,mon,pokemon/25,200,\r\n");
  }

  @Test
  void aCellWithACommaAQuoteOrALineBreakIsQuoted() {
    assertThat(row("{\"a\":\"1,2\",\"b\":\"say \\\"hi\\\"\"}", "a", "b"))
        .startsWith("\"1,2\",\"say \"\"hi\"\"\",mon");
    assertThat(row("{\"c\":\"x\\ny\",\"d\":\"\\r\"}", "c", "d")).startsWith("\"x\ny\",\"\r\",mon");
  }

  @Test
  void anErrorIsQuotedLikeAnyCell() {
    assertThat(CsvColumns.of(List.of("id")).row("0", "a/b", 502, null, "he said \"no\", twice"))
        .hasToString(",0,a/b,502,\"he said \"\"no\"\", twice\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " padded ", "'", "a|b", ";"})
  void dataIsNotAlteredForSpreadsheets(String text) {
    assertThat(row("{\"a\":\"" + text.replace("\t", "\\t") + "\"}", "a")).startsWith(text + ",mon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1+1", "- 1", "--1", "-", "-01", "-1,", "@SUM(A1)"})
  void anApostropheEscapesAFormula(String text) {
    var cell = text.contains(",") ? "\"'" + text + "\"" : "'" + text;

    assertThat(escapedRow("{\"a\":\"" + text + "\"}", "a")).startsWith(cell + ",mon");
  }

  @Test
  void aTabOrALineBreakBeforeAFormulaDoesNotHideIt() {
    assertThat(escapedRow("{\"a\":\"\\t=1\"}", "a")).startsWith("'\t=1,mon");
    assertThat(escapedRow("{\"a\":\"\\r=1\"}", "a")).startsWith("\"'\r=1\",mon");
    assertThat(escapedRow("{\"a\":\"\\n=1\"}", "a")).startsWith("\"'\n=1\",mon");
  }

  @Test
  void numbersAndOtherTextsAreNotEscaped() {
    assertThat(escapedRow("{\"a\":-1,\"b\":-0.5e-7,\"c\":[-1,-2],\"d\":\"a=b\"}", "a", "b", "d"))
        .startsWith("-1,-0.5e-7,a=b,mon");
    assertThat(escapedRow("{}", "a")).startsWith(",mon");
  }

  @Test
  void theNamesOfColumnsAndErrorsAreEscapedToo() {
    var columns = CsvColumns.of(List.of("-a", "b")).escapingFormulas();

    assertThat(columns.header()).hasToString("'-a,b," + OURS + "\r\n");
    assertThat(columns.row("=0", "+g", 502, null, "@e")).hasToString(",,'=0,'+g,502,'@e\r\n");
  }

  @Test
  void textIsUtf8WithoutAByteOrderMark() {
    var row =
        CsvColumns.of(List.of("a")).row("0", "g", 200, Buffer.buffer("{\"a\":\"ピカ😀\"}"), null);
    assertThat(row).isEqualTo(Buffer.buffer("ピカ😀,0,g,200,\r\n"));
  }

  @Test
  void anUnpairedSurrogateBecomesTheReplacementCharacter() {
    assertThat(row("{\"a\":\"\\ud83d-\\ude00\"}", "a")).startsWith("\uFFFD-\uFFFD,mon");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{\"a\":1", "{\"a\":[1,", "{\"a\":01}", "{\"a\":1} {}", "nul", "[1,]"})
  void aBodyThatIsNotJsonThrows(String text) {
    assertThatThrownBy(() -> row(text, "a")).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[[{}],[{}],[{}],[{}]]}",
        "{\"a\":[[[[[[[[[[]]]]]]]]]]}",
        "{\"a\":[{},{},{},{},{}]}",
        "{\"a\":[[{},{}],[],[{\"b\":{}},{}]]}",
        "{\"a\":[]}",
      })
  void memoryIsEnoughForTheSeparatorsOfJsonArrays(String document) {
    var paths = List.of("a.b", "a.c", "a.d", "a.e", "a.f", "a.g", "a.h", "a.i", "a.j", "a.k");
    var columns = CsvColumns.of(paths).withJsonArrays();
    var body = Buffer.buffer(document);
    var tree = ColumnTree.of(paths.stream().map(path -> List.of(path.split("\\."))).toList());
    var cells = CellCutter.cut(body, tree, true, Long.MAX_VALUE);
    var bytesOfACharacter = 24;

    assertThat(columns.rowMemory(body) / bytesOfACharacter - body.length())
        .isGreaterThanOrEqualTo(cells.stream().mapToInt(StringBuilder::length).sum());
    assertThat(columns.row("", "", 200, body, null, columns.rowMemory(body)))
        .isEqualTo(columns.row("", "", 200, body, null));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRowThatNeedsMoreMemoryThanItMayUseIsNotMade(boolean json) {
    var paths = IntStream.range(0, 200).mapToObj(i -> "a.x" + i).toList();
    var columns = json ? CsvColumns.of(paths).withJsonArrays() : CsvColumns.of(paths);
    var body = Buffer.buffer("{\"a\":[" + "{},".repeat(1_000) + "{}]}");
    var needed = columns.rowMemory(body);

    assertThat(columns.row("", "", 200, body, null, needed).length()).isGreaterThan(200_000);
    assertThatThrownBy(() -> columns.row("", "", 200, body, null, needed / 2))
        .isInstanceOf(RowTooLongException.class);
  }

  private static String escapedRow(String document, String... paths) {
    return CsvColumns.of(List.of(paths))
        .escapingFormulas()
        .row("mon", "pokemon/25", 200, Buffer.buffer(document), null)
        .toString();
  }

  private static String header(String... paths) {
    return CsvColumns.of(List.of(paths)).header().toString();
  }

  private static String row(String document, String... paths) {
    return CsvColumns.of(List.of(paths))
        .row("mon", "pokemon/25", 200, Buffer.buffer(document), null)
        .toString();
  }
}
