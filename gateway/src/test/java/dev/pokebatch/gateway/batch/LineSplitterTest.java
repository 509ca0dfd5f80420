package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;

/** Tests the splitting of bodies into lines. */
class LineSplitterTest {

  @Test
  void aLineEndsWithLfOrCrLfOrWithTheBody() {
    assertThat(SplitLines.cut("a\nb\r\nc")).containsExactly("0:a", "1:b", "2:c");
    assertThat(SplitLines.cut("a\nb\r\nc\n")).containsExactly("0:a", "1:b", "2:c");
    assertThat(SplitLines.cut("a\rb")).as("a CR alone ends nothing").containsExactly("0:a\rb");
  }

  @Test
  void blankLinesAreCountedButNotReturned() {
    assertThat(SplitLines.cut("\n\r\n \t\na\n\nb\n\n")).containsExactly("3:a", "5:b");
    assertThat(SplitLines.cut("")).isEmpty();
    assertThat(SplitLines.cut("\n")).isEmpty();
  }

  @Test
  void allLinesAreCounted() {
    assertThat(SplitLines.count("")).isZero();
    assertThat(SplitLines.count("\n\n")).isEqualTo(2);
    assertThat(SplitLines.count("a\nb")).isEqualTo(2);
    assertThat(SplitLines.count("a\nb\n")).isEqualTo(2);
    assertThat(SplitLines.count("a\n" + "b".repeat(99))).isEqualTo(2);
  }

  @Test
  void aLineIsReturnedAsSoonAsItsEndArrives() {
    var lines = new LineSplitter(SplitLines.MOST);

    lines.feed(Buffer.buffer("ab"));
    assertThat(lines.next()).isNull();
    lines.feed(Buffer.buffer("c\nde"));

    assertThat(SplitLines.show(lines.next())).isEqualTo("0:abc");
    assertThat(lines.next()).isNull();
    assertThat(lines.isOver()).isFalse();
    lines.end();
    assertThat(SplitLines.show(lines.next())).isEqualTo("1:de");
    assertThat(lines.isOver()).isTrue();
  }

  @Test
  void aLineThatIsTooLongIsReportedAtOnceAndNotBuffered() {
    var lines = new LineSplitter(SplitLines.MOST);

    lines.feed(Buffer.buffer("0123456789x"));
    assertThat(SplitLines.show(lines.next())).isEqualTo("0 is too long");
    for (var more = 0; more < 1_000; more++) {
      lines.feed(Buffer.buffer("y".repeat(1_000)));
      assertThat(lines.next()).isNull();
    }
    lines.feed(Buffer.buffer("y\nb\n"));

    assertThat(SplitLines.show(lines.next())).isEqualTo("1:b");
    assertThat(lines.next()).isNull();
  }

  @Test
  void theMaximumLengthExcludesTheLineEnd() {
    assertThat(SplitLines.cut("0123456789\n0123456789\r\n0123456789"))
        .hasSize(3)
        .noneMatch(SplitLines::isLong);
    assertThat(SplitLines.cut("0123456789x\n0123456789x\r\n0123456789x"))
        .hasSize(3)
        .allMatch(SplitLines::isLong);
    assertThat(SplitLines.cut("0123456789\rx\n"))
        .as("not at the end")
        .containsExactly("0 is too long");
  }
}
