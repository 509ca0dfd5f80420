package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  private static final Pattern READ =
      Pattern.compile("(?:settings|from)\\s*\\.\\w+\\(\\s*\"([A-Z][A-Z_]+)\"");

  @Test
  void theFirstPageIsShort() {
    assertThat(Documentation.text(Path.of("..", "README.md")).lines().count())
        .isLessThanOrEqualTo(150);
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    assertThat(Documentation.pages())
        .hasSizeGreaterThan(8)
        .allSatisfy(
            page ->
                assertThat(Documentation.links(page))
                    .as(page.toString())
                    .allMatch(link -> Documentation.leadsSomewhere(page, link)));
  }

  @Test
  void everyPageHasATableOfContents() throws IOException {
    assertThat(Documentation.pages())
        .filteredOn(page -> !page.equals(Path.of("..", "README.md")))
        .filteredOn(page -> !page.endsWith("CHANGELOG.md"))
        .allSatisfy(
            page ->
                assertThat(Documentation.links(page))
                    .as(page.toString())
                    .containsAll(Documentation.sections(page)));
  }

  @Test
  void everySettingThatIsReadIsInTheTable() throws IOException {
    var table = Documentation.text(Path.of("docs", "settings.md"));
    var read =
        Stream.of("../fetcher", ".")
            .map(Path::of)
            .flatMap(DocumentationTest::sources)
            .map(Documentation::text)
            .flatMap(source -> READ.matcher(source).results().map(found -> found.group(1)))
            .collect(Collectors.toSet());

    assertThat(read)
        .hasSizeGreaterThan(50)
        .allSatisfy(name -> assertThat(table).as("settings.md").contains("`" + name + "`"));
  }

  private static Stream<Path> sources(Path root) {
    try (var files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().matches(".*/src/main/.*\\.java"))
          .toList()
          .stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
