package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.fetcher.contract.DocumentPath;
import dev.pokebatch.fetcher.contract.LinkPaths;
import dev.pokebatch.fetcher.contract.Projection;
import dev.pokebatch.fetcher.fetch.Encoded;
import dev.pokebatch.fetcher.fetch.View;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of a document, and what is left out. */
class DocumentCutterTest {

  private static final String PIKACHU =
      """
      {"id": 25, "name": "pikachu", "held": [], "none": null, "weight": 60,
       "types": [{"slot": 1, "type": {"name": "electric", "url": "u"}}],
       "stats": [{"base_stat": 35, "stat": {"name": "hp"}}, {"base_stat": 55}],
       "mixed": [1, {"a": 1}, "x", [{"a": 2}, 3], null, {}]}
      """;

  private final DocumentCutter cutter = new DocumentCutter(1 << 20, DocumentPath::parse);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "id                 | {\"id\":25}",
        "weight,id          | {\"id\":25,\"weight\":60}",
        "types.type.name    | {\"types\":[{\"type\":{\"name\":\"electric\"}}]}",
        "stats.stat.name    | {\"stats\":[{\"stat\":{\"name\":\"hp\"}},{}]}",
        "stats.stat         | {\"stats\":[{\"stat\":{\"name\": \"hp\"}},{}]}",
        "held.item.name     | {\"held\":[]}",
        "none               | {\"none\":null}",
        "none.name          | {}",
        "name.first         | {}",
        "types.foo          | {}",
        "nothing            | {}",
        "mixed.a            | {\"mixed\":[{\"a\":1},[{\"a\":2}],{}]}",
        "types,types.slot   | {\"types\":[{\"slot\": 1, \"type\": {\"name\": \"electric\", \"url\": \"u\"}}]}",
      })
  void keepsWhatIsNamedInTheDocumentsOwnStructureAndOrder(String fields, String expected)
      throws Exception {
    assertThat(cut(PIKACHU, fields)).isEqualTo(expected);
  }

  @Test
  void everythingComesOutAsItIs() throws Exception {
    assertThat(cut(PIKACHU, "*")).isEqualTo(PIKACHU);
  }

  @Test
  void anArrayAtTheTopIsMappedToo() throws Exception {
    assertThat(cut("[{\"id\":1,\"x\":2},{\"id\":2}]", "id")).isEqualTo("[{\"id\":1},{\"id\":2}]");
    assertThat(cut("[{\"x\":2}]", "id")).isEqualTo("[{}]");
    assertThat(cut("17", "id")).isEqualTo("{}");
  }

  @Test
  void namesAreComparedByWhatTheySayNotByHowTheyAreWritten() throws Exception {
    assertThat(cut("{\"n\\u0061me\":1,\"\\u00e4\":2,\"a\\\"b\":3}", "name"))
        .isEqualTo("{\"n\\u0061me\":1}");
  }

  @Test
  void aCutterCanBeUsedAgainAfterAnInvalidDocument() throws Exception {
    assertThat(InvalidDocuments.reason(cutter, "{\"id\":1,").name()).isEqualTo("INVALID_JSON");
    assertThat(cut(PIKACHU, "id")).isEqualTo("{\"id\":25}");
  }

  private String cut(String text, String fields) throws InvalidDocumentException {
    var document = new Encoded(text.getBytes(StandardCharsets.UTF_8), false);
    return cutter
        .cut(document, new View(Projection.parse(fields), LinkPaths.NONE))
        .bytes()
        .toString(StandardCharsets.UTF_8);
  }
}
