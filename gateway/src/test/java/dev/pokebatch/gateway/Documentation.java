package dev.pokebatch.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The Markdown pages of the documentation. */
final class Documentation {

  private static final Path ROOT = Path.of("..");
  private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
  private static final Pattern SECTION = Pattern.compile("^## (.+)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  private Documentation() {}

  /** Every page. */
  static List<Path> pages() throws IOException {
    var folders = Stream.of("", "gateway", "gateway/docs", "fetcher", "k8s");
    return folders.map(ROOT::resolve).flatMap(Documentation::pages).sorted().toList();
  }

  /** The text of all pages. */
  static String all() throws IOException {
    return pages().stream().map(Documentation::text).collect(Collectors.joining());
  }

  /** The text of a page. */
  static String text(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Where a page links to within the project. */
  static List<String> links(Path page) {
    return LINK.matcher(text(page))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.startsWith("http"))
        .filter(link -> !link.startsWith("../../actions/")) // a page of the code host
        .toList();
  }

  /** Whether a link of a page leads to a file that is there and, if it names one, a heading. */
  static boolean leadsSomewhere(Path page, String link) {
    var parts = link.split("#", 2);
    var target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]);
    return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
  }

  /** Links to the sections of a page, from its table of contents. */
  static List<String> sections(Path page) {
    return SECTION
        .matcher(text(page))
        .results()
        .map(heading -> "#" + Documentation.anchor(heading))
        .toList();
  }

  /** As code hosts make them: in lower case, hyphens for spaces, without punctuation. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(text(page))
        .results()
        .map(Documentation::anchor)
        .collect(Collectors.toSet());
  }

  private static String anchor(MatchResult heading) {
    var words = heading.group(1).toLowerCase(Locale.ROOT);
    return words.replaceAll("[^\\p{L}\\p{N} -]", "").replace(' ', '-');
  }

  private static Stream<Path> pages(Path folder) {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList().stream();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
