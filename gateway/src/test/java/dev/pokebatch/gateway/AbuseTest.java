package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.Abused;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Request bodies that are crafted to be expensive: they are refused quickly. */
class AbuseTest {

  @RegisterExtension static final Abused pair = new Abused(Map.of());

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":", "{\"requests\":[", "{\"requests\":[{\"sequence\":["})
  void aHundredThousandBracketsAreNotFollowed(String open) {
    var body = open.repeat(100_000 / open.length());

    pair.holdsTheEventLoopForMomentsOnly(() -> refused(body, 400, "malformed-json"));
  }

  /** What is filled with as much as a body may hold. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steps          | 1",
        "steps          | {}",
        "steps          | \"a/1\"",
        "steps          | {\"get\":\"a/1\"}",
        "steps          | {\"get\":{\"from\":\"0\",\"path\":\"$..[?@..[?@..*]]\"}}",
        "steps          | {\"sequence\":[\"a/1\"]}",
        "steps          | {\"parallel\":[{\"sequence\":[{\"parallel\":[\"a/1\",\"a/1\"]}]}]}",
        "fanOut         | {\"parallel\":[{\"sequence\":[{\"parallel\":[\"a/0..999999999\"]}]}]}",
        "documents      | {\"parallel\":[{\"sequence\":[{\"parallel\":[\"a/1..1999\"]}]}]}",
      })
  void aMegabyteOfStepsIsCountedAndRefused(String limit, String step) {
    var count = limit.equals("steps") ? 1_000_000 / (step.length() + 1) : 200;
    var body = "{\"requests\":[" + (step + ",").repeat(count - 1) + step + "]}";

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var problem = refused(body, 422, "limit-exceeded");
          assertThat(problem.getString("limit")).isEqualTo(limit);
          assertThat(problem.getLong("actual")).isGreaterThan(problem.getLong("max"));
        });
  }

  @Test
  void aMegabyteOfMembersThatNobodyKnowsIsRefusedWithTheFirstHundred() {
    var members = new StringBuilder("{\"requests\":[\"a/1\"]");
    IntStream.range(0, 100_000).forEach(i -> members.append(",\"").append(i).append("\":1"));
    var body = members.append('}').toString();

    pair.holdsTheEventLoopForMomentsOnly(
        () -> {
          var problem = refused(body, 400, "invalid-request");
          assertThat(problem.getJsonArray("errors")).hasSize(100);
          assertThat(problem.getInteger("truncated")).isEqualTo(99_900);
        });
  }

  @Test
  void groupsThatNestDeeperThanTheyMayAreRefused() {
    var body =
        "{\"requests\":[" + "{\"sequence\":[".repeat(20) + "\"a/1\"" + "]}".repeat(20) + "]}";

    assertThat(refused(body, 422, "limit-exceeded").getString("limit")).isEqualTo("nesting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pokemon/1..2147483648",
        "pokemon/4294967296..4294967297",
        "pokemon/1..99999999999999999999999999",
        "pokemon/-1..5",
        "pokemon/1..-5",
        "pokemon/1.5..2",
        "pokemon/1..2..3",
        "pokemon/1e0..1e9",
        "pokemon/9..1",
        "pokemon/..",
      })
  void rangesOfWhatIsNoIdFailAlone(String range) {
    assertInvalidKey(pair.run(batch(new JsonObject().put("get", range))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1", "0", "0.5", "1e-400", "1e400", "-1e400", "\"5\"", "null", "true", "[1]", "{}",
      })
  void numbersThatAreNoCountsAreRefused(String number) {
    for (var member : new String[] {"concurrency", "deadlineMs"}) {
      var body =
          String.format(Locale.ROOT, "{\"requests\":[\"pokemon/1\"],\"%s\":%s}", member, number);
      assertThat(pointer(refused(body, 400, "invalid-request"))).isEqualTo("/" + member);
    }
    var body =
        String.format(
            Locale.ROOT, "{\"requests\":[{\"random\":\"pokemon\",\"count\":%s}]}", number);
    assertThat(pointer(refused(body, 400, "invalid-request"))).isEqualTo("/requests/0/count");
  }

  @ParameterizedTest
  @ValueSource(strings = {"257", "2147483648", "4294967297", "1e18", "9223372036854775807"})
  void countsBeyondTheirLimitAreRefusedByItsName(String number) {
    var body = "{\"requests\":[\"pokemon/1\"],\"concurrency\":" + number + "}";

    assertThat(refused(body, 422, "limit-exceeded").getString("limit")).isEqualTo("concurrency");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1_000, 1_001, 100_000})
  void aNumberOfManyDigitsIsRefused(int digits) {
    var body = "{\"requests\":[\"pokemon/1\"],\"concurrency\":" + "9".repeat(digits) + "}";

    refused(body, 400, digits > 1_000 ? "malformed-json" : "invalid-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "\u0000", "a\nb", "\u202Eabc", "ピカチュウ", "\uD83D\uDE00", "a/b", "1.0"})
  void idsOfOtherThanPlainCharactersAreRefused(String id) {
    assertThat(fault(new JsonObject().put("id", id).put("get", "pokemon/1")))
        .isEqualTo("/requests/0/id");
  }

  @Test
  void aLongIdIsRefusedWithoutBeingRepeatedInFull() {
    var step = new JsonObject().put("id", "x".repeat(10_000)).put("get", "pokemon/1");
    var problem = refused(batch(step).encode(), 400, "invalid-request");

    assertThat(problem.encode().length()).isLessThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"requests\":[\"pokemon/1\"],\"requests\":[\"pokemon/1\"]}",
        "{\"requests\":[{\"get\":\"pokemon/1\",\"get\":\"pokemon/2\"}]}",
        "{\"requests\":[{\"id\":\"a\",\"id\":\"a\",\"get\":\"pokemon/1\"}]}",
        "{\"requests\":[\"pokemon/1\"],\"f\\u0069elds\":\"id\",\"fields\":\"id\"}",
      })
  void membersThatComeTwiceAreRefused(String body) {
    assertThat(refused(body, 400, "invalid-request").getJsonArray("errors")).hasSize(1);
  }

  /** Each as the bytes of ISO 8859-1, within a string. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u00C0\u00AF", // an overlong slash
        "\u00E0\u0080\u00AF", // a longer one
        "\u00C1\u00BF",
        "\u00ED\u00A0\u0080", // half a pair of surrogates
        "\u00ED\u00A0\u00BD\u00ED\u00B8\u0080", // both of them
        "\u00F4\u0090\u0080\u0080", // beyond the last character
        "\u00E3\u0083", // cut off
        "\u0083",
        "\u00FF\u00FE",
      })
  void bytesThatAreNoUtf8AreRefused(String bytes) {
    var body = "{\"requests\":[\"pokemon/" + bytes + "\"]}";

    var problem = pair.refused(body.getBytes(StandardCharsets.ISO_8859_1), 400, "malformed-json");

    assertThat(problem.getInteger("column")).isEqualTo(23);
  }

  @Test
  void halfACharacterThatIsEscapedIsNoKey() {
    var answer = pair.post("{\"requests\":[\"pokemon/\\ud83d\"]}");

    assertInvalidKey(new JsonObject(answer.body()));
  }

  private static void assertInvalidKey(JsonObject answer) {
    var item = answer.getJsonArray("responses").getJsonObject(0);
    assertThat(item.getInteger("status")).as(answer.encode()).isEqualTo(422);
    assertThat(item.getJsonObject("problem").getString("type")).isEqualTo("/problems/invalid-key");
  }

  private static String fault(JsonObject step) {
    return pointer(refused(batch(step).encode(), 400, "invalid-request"));
  }

  private static String pointer(JsonObject problem) {
    return problem.getJsonArray("errors").getJsonObject(0).getString("pointer");
  }

  private static JsonObject refused(String body, int status, String slug) {
    return pair.refused(body.getBytes(StandardCharsets.UTF_8), status, slug);
  }

  private static JsonObject batch(JsonObject step) {
    return new JsonObject().put("requests", new JsonArray().add(step));
  }
}
