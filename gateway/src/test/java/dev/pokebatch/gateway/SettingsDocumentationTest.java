package dev.pokebatch.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.testing.ServiceSettings;
import dev.pokebatch.process.settings.Setting;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of the settings page contain every setting that a process reads, with its default and
 * its bounds. A cell in italics describes a value that depends on something else.
 */
class SettingsDocumentationTest {

  private static final Pattern ROW =
      Pattern.compile("^\\| `([A-Z_]+)` \\| (.*?) ?\\| (.*?) ?\\| .+\\|$", Pattern.MULTILINE);
  private static final Pattern SECTION =
      Pattern.compile("^#+ (Both|Fetcher|Gateway|Limits)\\b.*$", Pattern.MULTILINE);

  /** Settings whose default depends on the machine. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("FETCHER_INSTANCES", "GATEWAY_INSTANCES", "JOBS_MAX_BYTES");

  private static final long HEAP = 1L << 30;
  private static final long SMALL_HEAP = 128L << 20;
  private static final Map<String, String> ALONE = Map.of("CLUSTER", "true");

  /** Sets every setting that the default or the bounds of another one depend on. */
  private static final Map<String, String> OTHERWISE =
      Map.of(
          "CLUSTER", "true",
          "CLUSTER_DNS", "members",
          "HTTP_HOST", "0.0.0.0",
          "LIMIT_BODY_BYTES", "2000000",
          "LIMIT_DEADLINE_MS", "50000",
          "DEFAULT_DEADLINE_MS", "5000");

  private final String page = Documentation.text(Path.of("docs", "settings.md"));

  @Test
  void everySettingIsInATableOfItsServiceAndOnlySettingsAre() {
    assertThat(rowsBySection()).isEqualTo(namesBySection());
  }

  @Test
  void theTablesHaveTheDefaultsAndBoundsOfTheCode() {
    var usual = declared(ALONE, HEAP);
    var other = declared(OTHERWISE, SMALL_HEAP);
    var rows = ROW.matcher(page).results().toList();

    assertThat(rows)
        .hasSizeGreaterThan(80)
        .allSatisfy(
            row -> {
              var setting = requireNonNull(usual.get(row.group(1)));
              var otherwise = requireNonNull(other.get(row.group(1)));
              var isFixed = setting.equals(otherwise) && !OF_THE_MACHINE.contains(setting.name());
              assertCell(row.group(2), isFixed, setting, otherwise, SettingCells::byDefault);
              assertCell(row.group(3), isFixed, setting, otherwise, SettingCells::bounds);
            });
  }

  /** Italics are for settings that depend on something else, and needed for the part that does. */
  private static void assertCell(
      String cell,
      boolean isFixed,
      Setting setting,
      Setting otherwise,
      Function<Setting, String> format) {
    var code = format.apply(setting);
    if (isFixed || (code.equals(format.apply(otherwise)) && !cell.startsWith("*"))) {
      assertThat(cell).as(setting.name()).isEqualTo(code);
    } else {
      assertThat(cell).as(setting.name()).matches("\\*.+\\*");
    }
  }

  private Map<String, List<String>> rowsBySection() {
    var found = new TreeMap<String, List<String>>();
    var parts = SECTION.split(page, -1);
    var headings = SECTION.matcher(page).results().map(heading -> heading.group(1)).toList();
    for (var i = 0; i < headings.size(); i++) {
      var section = headings.get(i).equals("Limits") ? "Gateway" : headings.get(i);
      var names = ROW.matcher(parts[i + 1]).results().map(row -> row.group(1));
      found.merge(section, names.toList(), SettingsDocumentationTest::joined);
    }
    found.replaceAll((section, names) -> names.stream().sorted().toList());
    return found;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.of(some, more).flatMap(List::stream).toList();
  }

  private static Map<String, List<String>> namesBySection() {
    var gateway = names("gateway");
    var fetcher = names("fetcher");
    return Map.of(
        "Both", gateway.stream().filter(fetcher::contains).sorted().toList(),
        "Gateway", gateway.stream().filter(name -> !fetcher.contains(name)).sorted().toList(),
        "Fetcher", fetcher.stream().filter(name -> !gateway.contains(name)).sorted().toList());
  }

  private static List<String> names(String service) {
    return ServiceSettings.read(service, ALONE).declared().stream().map(Setting::name).toList();
  }

  private static Map<String, Setting> declared(Map<String, String> environment, long heap) {
    var all = new LinkedHashMap<String, Setting>();
    for (var service : List.of("gateway", "fetcher")) {
      ServiceSettings.read(service, environment, heap)
          .declared()
          .forEach(setting -> all.put(setting.name(), setting));
    }
    return all;
  }
}
