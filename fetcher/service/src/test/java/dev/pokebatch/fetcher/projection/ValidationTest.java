package dev.pokebatch.fetcher.projection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.contract.LinkPaths;
import dev.pokebatch.contract.Projection;
import dev.pokebatch.fetcher.fetch.DocumentView;
import dev.pokebatch.fetcher.fetch.EncodedJson;
import dev.pokebatch.fetcher.projection.InvalidDocumentException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which texts are valid JSON (RFC 8259), whatever is projected. */
class ValidationTest {

  private final DocumentProjector projector = new DocumentProjector(1 << 20, DocumentPath::parse);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "\"\"",
        "0",
        "-0",
        "1.5",
        "-12.25e+10",
        "1E5",
        "1e-5",
        "true",
        "false",
        "null",
        " \t\r\n{ \"a\" : [ 1 , 2 ] } \n",
        "[[],[[]],{}]",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
        "\"\\ud800\"",
        "\"é ピ 😀\"",
        "{\"\":0}",
        "{\"a\":1,\"a\":2}",
        "\"\u007f\"",
        "[123456789012345678901234567890]",
        "{\"id\":{\"b\":1}}",
        "{\"a\":{\"b\":[{\"c\":1}]}}"
      })
  void thisIsJson(String text) throws Exception {
    var document = new EncodedJson(text.getBytes(StandardCharsets.UTF_8), false);

    assertThat(projector.project(document, DocumentView.WHOLE)).isNotNull();
    assertThat(
            projector.project(
                document, new DocumentView(Projection.parse("id,a.b"), LinkPaths.NONE)))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "}",
        "[",
        "]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "[,]",
        "[1,]",
        "[1 2]",
        "{\"a\":1 \"b\":2}",
        "{a:1}",
        "{'a':1}",
        "\"",
        "\"a",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12g4\"",
        "\"a\nb\"",
        "\"a\tb\"",
        "\"a\u0000b\"",
        "01",
        "-",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "-01",
        "0x10",
        "NaN",
        "Infinity",
        "tru",
        "truee",
        "nul",
        "True",
        "{}{}",
        "[]]",
        "1 1",
        "{\"id\":1}x",
        "\ufeff\ufeff{}",
        " \ufeff{}",
        "\ufeff",
        "/**/{}",
        "{\"a\":{\"b\":1}",
        "[\"a\",\u00a01]",
        "{\"a\":{\"b\":01}}",
        "{\"id\":tru}",
        "{\"x\":{\"y\":}}",
        "{\"a\":1,,\"b\":2}",
        "\f1"
      })
  void thisIsNot(String text) {
    assertThat(InvalidDocuments.reason(projector, text)).isEqualTo(Reason.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80",
        "bf",
        "c0af",
        "c1bf",
        "c2",
        "e080af",
        "e09fbf",
        "eda080",
        "edbfbf",
        "e282",
        "f08080af",
        "f08fbfbf",
        "f4908080",
        "f5808080",
        "f09f98",
        "ff",
        "fe",
        "c3c3",
        "e2c282"
      })
  void bytesThatAreNotUtf8AreNoJson(String hex) {
    var bytes = HexFormat.of().parseHex("22" + hex + "22");

    assertThat(InvalidDocuments.reason(projector, new EncodedJson(bytes, false)))
        .isEqualTo(Reason.INVALID_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf"})
  void theEdgesOfUtf8AreJson(String hex) throws Exception {
    var bytes = HexFormat.of().parseHex("22" + hex + "22");

    assertThat(
            projector.project(new EncodedJson(bytes, false), DocumentView.WHOLE).bytes().getBytes())
        .isEqualTo(bytes);
  }

  @Test
  void textsAreAcceptedUpToTheMaximumDepth() throws Exception {
    var deep = "[".repeat(512) + "]".repeat(512);

    assertThat(
            projector.project(
                new EncodedJson(deep.getBytes(StandardCharsets.UTF_8), false), DocumentView.WHOLE))
        .isNotNull();
    assertThat(InvalidDocuments.reason(projector, "[" + deep + "]")).isEqualTo(Reason.INVALID_JSON);
    assertThat(InvalidDocuments.reason(projector, "{\"a\":".repeat(200_000)))
        .isEqualTo(Reason.INVALID_JSON);
  }

  @Test
  void textsAboveTheMaximumSizeAreRefused() {
    var small = new DocumentProjector(10, DocumentPath::parse);

    assertThat(InvalidDocuments.reason(small, "[1,2,3,4,5]")).isEqualTo(Reason.TOO_LARGE);
  }
}
