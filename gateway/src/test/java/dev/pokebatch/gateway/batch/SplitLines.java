package dev.pokebatch.gateway.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Splits bodies into lines, for tests; shows each as its number and text, or as too long. */
final class SplitLines {

  /** The maximum length of a line. */
  static final int MOST = 10;

  private SplitLines() {}

  static List<String> cut(String body) {
    return cut(body.getBytes(StandardCharsets.UTF_8), List.of(Integer.MAX_VALUE));
  }

  /** Feeds chunks of these lengths, repeatedly. */
  static List<String> cut(byte[] body, List<Integer> lengths) {
    var lines = new LineSplitter(MOST);
    var taken = new ArrayList<String>();
    var from = 0;
    for (var piece = 0; from < body.length; piece++) {
      var length = Math.min(lengths.get(piece % lengths.size()), body.length - from);
      lines.feed(Buffer.buffer(Arrays.copyOfRange(body, from, from + length)));
      from += length;
      take(lines, taken);
    }
    lines.end();
    take(lines, taken);
    assertThat(lines.isOver()).isTrue();
    return taken;
  }

  static void take(LineSplitter lines, List<String> taken) {
    for (var line = lines.next(); line != null; line = lines.next()) {
      taken.add(show(line));
    }
  }

  static long count(String body) {
    var lines = new LineSplitter(MOST);
    lines.feed(Buffer.buffer(body));
    lines.end();
    take(lines, new ArrayList<>());
    return lines.count();
  }

  static String show(@Nullable StepLine line) {
    if (line == null) {
      return "none";
    }
    return line.text() == null ? line.number() + " is too long" : line.number() + ":" + line.text();
  }

  static boolean isLong(String shown) {
    return shown.endsWith("is too long");
  }
}
