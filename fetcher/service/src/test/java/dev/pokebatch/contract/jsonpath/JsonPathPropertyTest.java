package dev.pokebatch.contract.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.contract.Projection;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

class JsonPathPropertyTest {

  @Property(tries = 2_000)
  void anyTextIsParsedOrRefusedWithOneClause(@ForAll String text) {
    assertPathOrClause(text);
    assertPathOrClause("$" + text);
  }

  @Property(tries = 5_000)
  void anyTokensAreParsedOrRefusedWithOneClause(@ForAll("pieces") String text) {
    assertPathOrClause(text);
  }

  @Property(tries = 2_000)
  void aChangedPathIsParsedOrRefusedWithOneClause(
      @ForAll("paths") String path, @ForAll int where, @ForAll char what) {
    var changed = new StringBuilder(path);
    changed.setCharAt(Math.floorMod(where, path.length()), what);
    assertPathOrClause(changed.toString());
  }

  @Property(tries = 2_000)
  void theFirstNodesAreAPrefixOfAllNodes(
      @ForAll("paths") String text, @ForAll("documents") Object document) {
    var path = JsonPath.parse(text);
    var all = nodes(path, document, 1_000);
    var some = nodes(path, document, 2);
    if (all != null && some != null) {
      assertThat(all.subList(0, Math.min(2, all.size()))).isEqualTo(some);
      if (path.isSingular()) {
        assertThat(all).hasSizeLessThanOrEqualTo(1);
      }
    }
  }

  @Property(tries = 5_000)
  void aPrunedDocumentGivesTheSameNodes(
      @ForAll("paths") String text, @ForAll("documents") Object document) {
    var path = JsonPath.parse(text);
    var whole = used(nodes(path, document, 1_000));
    if (whole != null) {
      var pruned = Pruned.document(document, path.reads(Set.of("a", "b")));
      assertThat(used(nodes(path, pruned, 1_000))).isEqualTo(whole);
    }
  }

  @Property(tries = 2_000)
  void aMaskOfThePartsReadGivesTheSameNodes(
      @ForAll("paths") String text, @ForAll("documents") Object document) {
    var path = JsonPath.parse(text);
    var whole = used(nodes(path, document, 1_000));
    var mask = Projection.maskOf(path.reads(Set.of("a", "b")));
    if (whole != null && document instanceof JsonObject) {
      assertThat(used(nodes(path, Pruned.document(document, mask), 1_000))).isEqualTo(whole);
    }
  }

  @Property(tries = 3_000)
  void anyTokensOfRegularExpressionsAreCompiledOrRefused(@ForAll("regexps") String text) {
    var work = new WorkBudget(Selecting.ENOUGH);
    try {
      IRegexp.of(text, work).ifPresent(regexp -> regexp.matches("aбc-1\n😀", false, work));
    } catch (WorkLimitExceeded e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }

  /** Returns the kind or plain value of each node, and its members {@code a} and {@code b}. */
  private static @Nullable List<@Nullable Object> used(@Nullable List<@Nullable Object> nodes) {
    return nodes == null ? null : nodes.stream().map(Pruned::used).toList();
  }

  private static @Nullable List<@Nullable Object> nodes(
      JsonPath path, @Nullable Object document, int most) {
    try {
      return path.nodes(document, most, new WorkBudget(5_000));
    } catch (WorkLimitExceeded e) {
      return null;
    }
  }

  private static void assertPathOrClause(String text) {
    try {
      assertThat(JsonPath.parse(text)).hasToString(text);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).matches("[a-z][^\\p{Cntrl}]+").hasSizeLessThan(100);
    }
  }

  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of(
            "$",
            "@",
            ".",
            "..",
            "*",
            "[",
            "]",
            "?",
            "(",
            ")",
            ",",
            ":",
            "a",
            "'b'",
            "\"c\"",
            "'",
            "\\",
            "\\u00e9",
            "\\ud83d\\ude00",
            "0",
            "-1",
            "9007199254740992",
            "1.5e3",
            "==",
            "<",
            "&&",
            "||",
            "!",
            "true",
            "null",
            "length(",
            "count(",
            "match(",
            "value(",
            " ",
            "\n",
            "😀",
            "\ud800",
            "%d",
            "%")
        .list()
        .ofMaxSize(24)
        .map(pieces -> "$" + String.join("", pieces));
  }

  @Provide
  Arbitrary<String> regexps() {
    return Arbitraries.of(
            "a", "б", "😀", "\ud800", ".", "*", "+", "?", "|", "(", ")", "[", "[^", "]", "-", "^",
            "$", "\\", "\\n", "\\p{L}", "\\P{Cn}", "[\\p{C}", "{2}", "{0,9}", "{3,}", "{1000}", "{",
            "}", "0", ",")
        .list()
        .ofMaxSize(16)
        .map(pieces -> String.join("", pieces));
  }

  @Provide
  Arbitrary<String> paths() {
    return segments(3)
        .map(segments -> "$" + segments)
        .filter(path -> path.length() <= JsonPath.MAX_LENGTH);
  }

  private static Arbitrary<String> segments(int depth) {
    var shorthand = Arbitraries.of(".a", ".b", ".c", ".*", "..a", "..*");
    Arbitrary<String> bracketed =
        Combinators.combine(
                Arbitraries.of("[", "..[", " [ "), selector(depth).list().ofMinSize(1).ofMaxSize(3))
            .as((open, selectors) -> open + String.join(",", selectors) + "]");
    return Arbitraries.frequencyOf(Tuple.of(3, shorthand), Tuple.of(1, bracketed))
        .list()
        .ofMaxSize(4)
        .map(segments -> String.join("", segments));
  }

  private static Arbitrary<String> selector(int depth) {
    var plain = Arbitraries.of("'a'", "\"b\"", "*", "0", "-1", "1:", "::-1", ":2:1");
    return depth == 0
        ? plain
        : Arbitraries.oneOf(plain, condition(depth - 1).map(condition -> "?" + condition));
  }

  private static Arbitrary<String> condition(int depth) {
    var query =
        Combinators.combine(Arbitraries.of("@", "$"), Arbitraries.lazy(() -> segments(depth)))
            .as((from, segments) -> from + segments);
    var value =
        Arbitraries.oneOf(
            Arbitraries.of("1", "-0.5", "'a'", "null", "true", "@.a", "$.b", "@", "length(@.a)"),
            query.map(path -> "count(" + path + ")"),
            query.map(path -> "value(" + path + ")"));
    var comparison =
        Combinators.combine(value, Arbitraries.of("==", "!=", "<", ">="), value)
            .as((left, how, right) -> left + how + right);
    var test =
        Arbitraries.oneOf(
            query,
            query.map("!"::concat),
            comparison,
            comparison.map(inner -> "!(" + inner + ")"),
            value.map(text -> "search(" + text + ",'[a-z]+')"));
    return Combinators.combine(test, Arbitraries.of("&&", " || "), test)
        .as((left, how, right) -> left + how + right);
  }

  @Provide
  Arbitrary<Object> documents() {
    return document(3);
  }

  private static Arbitrary<Object> document(int depth) {
    Arbitrary<Object> flat = Arbitraries.of(0, 1, -0.5, "a", "b", "", true);
    if (depth == 0) {
      return flat;
    }
    var child = Arbitraries.lazy(() -> document(depth - 1)).injectNull(0.1);
    Arbitrary<Object> array = child.list().ofMaxSize(4).map(JsonArray::new);
    Arbitrary<Object> object =
        Arbitraries.maps(Arbitraries.of("a", "b", "c", "d"), child)
            .ofMaxSize(4)
            .map(JsonObject::new);
    return Arbitraries.oneOf(flat, array, object);
  }
}
