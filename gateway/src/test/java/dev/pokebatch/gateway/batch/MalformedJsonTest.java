package dev.pokebatch.gateway.batch;

import static dev.pokebatch.gateway.batch.ReadBatches.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MalformedJsonTest {

  private static void assertMalformed(Problem problem, long line, int column, String what) {
    assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_JSON);
    assertThat(problem.status()).isEqualTo(400);
    assertThat(problem.members()).containsOnlyKeys("line", "column");
    assertThat(problem.members()).containsEntry("line", line).containsEntry("column", column);
    assertThat(problem.detail())
        .isEqualTo("Line " + line + ", column " + column + ": " + what + ".");
  }

  // ^ stands for a line feed.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{ | 1 | 2 | unexpected the end of the text",
        "{\"a\" | 1 | 5 | unexpected the end of the text",
        "{\"a\": | 1 | 6 | unexpected the end of the text",
        "{\"a\":1, | 1 | 8 | unexpected the end of the text",
        "{^  \"a\": [1,^ | 3 | 1 | unexpected the end of the text",
        "\"abc | 1 | 5 | unexpected the end of the text",
        "{^  \"requests\": [^    \"a/b\",^    nope^  ]^} | 4 | 5 | unexpected 'nope'",
        "{a:1} | 1 | 2 | unexpected 'a'",
        "{'a':1} | 1 | 2 | unexpected '''",
        "{\"a\" 1} | 1 | 6 | unexpected '1'",
        "{\"a\":1,} | 1 | 8 | unexpected '}'",
        "{\"a\":} | 1 | 6 | unexpected '}'",
        "{,} | 1 | 2 | unexpected ','",
        "{1:2} | 1 | 2 | unexpected '1'",
        "{\"a\":1^\"b\":2} | 2 | 1 | unexpected '\"'",
        "[1,] | 1 | 4 | unexpected ']'",
        "[1,,2] | 1 | 4 | unexpected ','",
        "[1 2] | 1 | 4 | unexpected '2'",
        "[1} | 1 | 3 | unexpected '}'",
        "] | 1 | 1 | unexpected ']'",
        "tru | 1 | 1 | unexpected 'tru'",
        "[truex] | 1 | 2 | unexpected 'truex'",
        "[NaN] | 1 | 2 | unexpected 'NaN'",
        "[-Infinity] | 1 | 2 | unexpected '-Infinity'",
        "[01] | 1 | 2 | unexpected '01'",
        "[+1] | 1 | 2 | unexpected '+1'",
        "[1.] | 1 | 2 | unexpected '1.'",
        "[.5] | 1 | 2 | unexpected '.5'",
        "[0x10] | 1 | 2 | unexpected '0x10'",
        "// x | 1 | 1 | unexpected '/'",
        "{} x | 1 | 4 | unexpected 'x'",
        "{}{} | 1 | 3 | unexpected '{'",
        "{}^[] | 2 | 1 | unexpected '['",
        "[1]] | 1 | 4 | unexpected ']'",
        "[\"a\\x\"] | 1 | 5 | unexpected 'x'",
        "[\"é😀\" x] | 1 | 7 | unexpected 'x'",
      })
  void theProblemHasThePositionOfTheError(String text, long line, int column, String what) {
    assertMalformed(problem(text.replace('^', '\n')), line, column, what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n\t"})
  void anEmptyBodyIsMalformedAtItsStart(String text) {
    assertMalformed(problem(text), 1, 1, "the body is empty");
  }

  @ParameterizedTest
  @CsvSource({"'[1,\r\n  x]'", "'[1,\n  x]'", "'[1,\r  x]'"})
  void aLineEndsInAnyOfThreeWays(String text) {
    assertMalformed(problem(text), 2, 3, "unexpected 'x'");
  }

  @Test
  void aControlCharacterIsEscaped() {
    assertMalformed(problem("[\"a\u0007\"]"), 1, 4, "unexpected '\\u0007'");
    assertMalformed(problem("\uFEFF{}"), 1, 1, "unexpected '\\ufeff'");
    assertMalformed(problem("\u0000"), 1, 1, "unexpected '\\u0000'");
    assertMalformed(problem("[1\u0001]"), 1, 3, "unexpected '\\u0001'");
    assertMalformed(problem("[\u0001\u0002]"), 1, 2, "unexpected '\\u0001'");
    assertMalformed(problem("{\"a\"\u0001:1}"), 1, 5, "unexpected '\\u0001'");
    assertMalformed(problem("[\"a\nb\"]"), 1, 4, "unexpected '\\u000a'");
  }

  @Test
  void invalidUtf8IsMalformedAtItsPosition() {
    var overlong = new byte[] {'{', '\n', '"', (byte) 0xC0, (byte) 0xAF, '"'};
    var cutOff = new byte[] {'"', (byte) 0xE2, (byte) 0x82};
    var surrogate = new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'};

    assertMalformed(problem(Buffer.buffer(overlong)), 2, 2, "bytes that are not UTF-8");
    assertMalformed(problem(Buffer.buffer(cutOff)), 1, 2, "bytes that are not UTF-8");
    assertMalformed(problem(Buffer.buffer(surrogate)), 1, 2, "bytes that are not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32BE"})
  void otherEncodingsAreNotGuessed(String charset) {
    var body = Buffer.buffer("{\"requests\":[\"a/b\"]}", charset);

    assertThat(problem(body).type()).isEqualTo(ProblemType.MALFORMED_JSON);
  }

  @Test
  void nestingIsLimited() {
    var within = "[".repeat(64) + "]".repeat(64);
    var beyond = "[".repeat(65) + "]".repeat(65);

    assertThat(problem(within).type()).isEqualTo(ProblemType.INVALID_REQUEST);
    assertMalformed(problem(beyond), 1, 65, "nested more than 64 deep");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void aHundredThousandOpenBracketsAreRefusedAtOnce(String bracket) {
    var body = Buffer.buffer(bracket.repeat(100_000));

    assertTimeout(
        Duration.ofSeconds(2),
        () -> assertThat(problem(body).type()).isEqualTo(ProblemType.MALFORMED_JSON));
  }

  @Test
  void aNumberThatIsTooLongIsRefused() {
    var problem = problem("[" + "1".repeat(500_000) + "]");

    assertMalformed(problem, 1, 2, "a number of more than 1000 characters");
  }

  @Test
  void aLongWordIsShortened() {
    var problem = problem("[" + "x".repeat(500_000) + "]");

    assertMalformed(problem, 1, 2, "unexpected '" + "x".repeat(80) + "…'");
  }

  @Test
  void aProblemWithInvalidSurrogatesCanBeEncoded() {
    var problem =
        problem(
            "{\"\\ud800\": 1, \"\\u202e\\u0000\": 2, \"mode\": \"\\udc00\", \"requests\": [\"a/1\"]}");

    var written = problem.toJson().toBuffer().toString(StandardCharsets.UTF_8);
    assertThat(written).contains("\"/\\\\ud800\"", "\"/\\\\u202e\\\\u0000\"", "'\\\\udc00'");
  }
}
