package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The operations page says of each warning and error that the code logs what to do. */
class LogStatementsTest {

  private static final Pattern STATEMENT =
      Pattern.compile("\\.\\s*(warn|error)\\(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** Of {@code Outage}, which logs what it is given. */
  private static final Pattern AWAY = Pattern.compile("\\baway\\(\"([^\"]*)\"");

  private static final Pattern ROW =
      Pattern.compile("^\\| (WARN|ERROR) \\| `(.*?)` \\| .{10,} \\|$", Pattern.MULTILINE);

  @Test
  void thePageListsEachWarningAndErrorOfTheCodeAndNoOther() {
    var listed =
        ROW.matcher(Documentation.text(Path.of("docs", "operations.md")))
            .results()
            .map(row -> row.group(1) + " " + row.group(2))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(listed).hasSizeGreaterThan(20).isEqualTo(logged());
  }

  private static Set<String> logged() {
    return Stream.of(".", "../fetcher/contract", "../fetcher/process", "../fetcher/service")
        .flatMap(module -> sources(Path.of(module, "src", "main", "java")).stream())
        .flatMap(LogStatementsTest::statements)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> statements(String source) {
    return Stream.concat(
        STATEMENT
            .matcher(source)
            .results()
            .map(found -> (found.group(1).equals("warn") ? "WARN " : "ERROR ") + found.group(2)),
        AWAY.matcher(source).results().map(found -> "WARN " + found.group(1)));
  }

  private static List<String> sources(Path folder) {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(LogStatementsTest::text)
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
