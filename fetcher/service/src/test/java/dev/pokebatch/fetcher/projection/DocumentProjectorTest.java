package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a projection keeps of a document and what it leaves out. */
class DocumentProjectorTest {

  private static final String PIKACHU =
      """
      {"id": 25, "name": "pikachu", "held": [], "none": null, "weight": 60,
       "types": [{"slot": 1, "type": {"name": "electric", "url": "u"}}],
       "stats": [{"base_stat": 35, "stat": {"name": "hp"}}, {"base_stat": 55}],
       "mixed": [1, {"a": 1}, "x", [{"a": 2}, 3], null, {}]}
      """;

  private final DocumentProjector projector = new DocumentProjector(1 << 20, DocumentPath::parse);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "id                 | {\"id\":25}",
        "weight,id          | {\"id\":25,\"weight\":60}",
        "types.type.name    | {\"types\":[{\"type\":{\"name\":\"electric\"}}]}",
        "stats.stat.name    | {\"stats\":[{\"stat\":{\"name\":\"hp\"}},{}]}",
        "stats.stat         | {\"stats\":[{\"stat\":{\"name\":\"hp\"}},{}]}",
        "held.item.name     | {\"held\":[]}",
        "none               | {\"none\":null}",
        "none.name          | {}",
        "name.first         | {}",
        "types.foo          | {}",
        "nothing            | {}",
        "mixed.a            | {\"mixed\":[{\"a\":1},[{\"a\":2}],{}]}",
        "types,types.slot   | {\"types\":[{\"slot\":1,\"type\":{\"name\":\"electric\",\"url\":\"u\"}}]}",
      })
  void keepsWhatIsNamedInTheDocumentsOwnStructureAndOrder(String fields, String expected)
      throws Exception {
    assertThat(project(PIKACHU, fields)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,{\"b\":\" \\n x\\\\\"},[],{}],\"c\":null}\n",
        "\n{\"a\":[1,{\"b\":\" \\n x\\\\\"},[],{}],\"c\":null}",
        "{\"a\":[1,{\"b\":\" \\n x\\\\\"},[ ],{}],\"c\":null}",
        "{\"a\":[1,{\"b\":\" \\n x\\\\\"},[],{\t}],\"c\":null}",
        "{\"a\":[1\r\n,{\"b\":\" \\n x\\\\\"},[],{}],\"c\":null}",
        "{\"a\" : [ 1 , {\"b\" : \" \\n x\\\\\"} , [ ] , { } ] , \"c\" : null } ",
        "{\r\n\t\"a\":\r\n\t[1,\n{\"b\"\t:\r\" \\n x\\\\\"}\n,[\n],{\n}\n],\"c\":\nnull\n}\r\n\r\n",
        "\ufeff{\"a\":[1,{\"b\":\" \\n x\\\\\"},[],{}],\"c\":null}",
        "\ufeff {\"a\":[1,{\"b\":\" \\n x\\\\\"},[],{}],\"c\":null}",
      })
  void everythingComesOutWithoutInsignificantWhitespace(String text) throws Exception {
    var compact = "{\"a\":[1,{\"b\":\" \\n x\\\\\"},[],{}],\"c\":null}";

    assertThat(project(text, "*")).isEqualTo(compact);
    assertThat(project(text, "a,c")).isEqualTo(compact);
    assertThat(project(text, "a.b")).isEqualTo("{\"a\":[{\"b\":\" \\n x\\\\\"},[],{}]}");
    assertThat(projector.wasNormal()).isFalse();
    assertThat(project(compact, "*")).isEqualTo(compact);
  }

  @Test
  void scalarsComeOutWithoutInsignificantWhitespace() throws Exception {
    assertThat(project(" 1 ", "*")).isEqualTo("1");
    assertThat(project("\n\" a \"\n", "*")).isEqualTo("\" a \"");
    assertThat(project("\tnull\r\n", "*")).isEqualTo("null");
  }

  @Test
  void aDocumentIsNormalizedToCompactGzipHoweverItArrived() throws Exception {
    var compact = "{\"a\":[1,2]}".getBytes(StandardCharsets.UTF_8);
    var pretty = " {\"a\": [1, 2]}\n".getBytes(StandardCharsets.UTF_8);
    var same = new EncodedJson(InvalidDocuments.gzip(compact), true);

    assertThat(projector.normalize(same, DocumentView.WHOLE).body()).isSameAs(same);
    for (var wire :
        List.of(
            new EncodedJson(compact, false),
            new EncodedJson(pretty, false),
            new EncodedJson(InvalidDocuments.gzip(pretty), true))) {
      var kept = projector.normalize(wire, DocumentView.WHOLE);
      assertThat(kept.body().gzip()).isTrue();
      assertThat(gunzip(kept.body().bytes())).isEqualTo(compact);
      assertThat(kept.projected().bytes().getBytes()).isEqualTo(compact);
    }
  }

  private static byte[] gunzip(byte[] gzip) throws IOException {
    return new GZIPInputStream(new ByteArrayInputStream(gzip)).readAllBytes();
  }

  @Test
  void anArrayAtTheTopIsMappedToo() throws Exception {
    assertThat(project("[{\"id\":1,\"x\":2},{\"id\":2}]", "id"))
        .isEqualTo("[{\"id\":1},{\"id\":2}]");
    assertThat(project("[{\"x\":2}]", "id")).isEqualTo("[{}]");
    assertThat(project("17", "id")).isEqualTo("{}");
  }

  @Test
  void namesAreComparedAfterUnescaping() throws Exception {
    assertThat(project("{\"n\\u0061me\":1,\"\\u00e4\":2,\"a\\\"b\":3}", "name"))
        .isEqualTo("{\"n\\u0061me\":1}");
  }

  @Test
  void aProjectorCanBeReusedAfterAnInvalidDocument() throws Exception {
    assertThat(InvalidDocuments.reason(projector, "{\"id\":1,").name()).isEqualTo("INVALID_JSON");
    assertThat(project(PIKACHU, "id")).isEqualTo("{\"id\":25}");
  }

  private String project(String text, String fields) throws InvalidDocumentException {
    var document = new EncodedJson(text.getBytes(StandardCharsets.UTF_8), false);
    return projector
        .project(document, new DocumentView(Projection.parse(fields), LinkPaths.NONE))
        .bytes()
        .toString(StandardCharsets.UTF_8);
  }
}
