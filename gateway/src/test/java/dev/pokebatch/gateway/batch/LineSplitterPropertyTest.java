package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Tests that the lines of a body do not depend on its chunks. */
class LineSplitterPropertyTest {

  @Property(tries = 2_000)
  void chunksOfAnyLengthGiveTheSameLines(
      @ForAll("bodies") String body, @ForAll("cuts") List<Integer> cuts) {
    assertThat(SplitLines.cut(body.getBytes(StandardCharsets.UTF_8), cuts))
        .isEqualTo(expected(body));
  }

  /**
   * Bodies of few different characters, so that there are many lines; some characters have several
   * bytes.
   */
  @Provide
  Arbitrary<String> bodies() {
    return Arbitraries.of("\n", "\r", "\r\n", " ", "a", "\"", "é", "😀", "0123456", "\t")
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts));
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 7).list().ofMinSize(1).ofMaxSize(5);
  }

  private static List<String> expected(String body) {
    var parts = new ArrayList<>(Arrays.asList(body.split("\n", -1)));
    if (parts.get(parts.size() - 1).isEmpty()) {
      parts.remove(parts.size() - 1);
    }
    var expected = new ArrayList<String>();
    for (var i = 0; i < parts.size(); i++) {
      var text = parts.get(i).endsWith("\r") ? parts.get(i).replaceFirst("\r$", "") : parts.get(i);
      if (text.getBytes(StandardCharsets.UTF_8).length > SplitLines.MOST) {
        expected.add(i + " is too long");
      } else if (!text.matches("[ \t\r]*")) {
        expected.add(i + ":" + text);
      }
    }
    return expected;
  }
}
