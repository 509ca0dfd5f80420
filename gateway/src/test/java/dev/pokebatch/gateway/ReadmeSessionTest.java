package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.scenario.JsonMatch;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Fence;
import dev.pokebatch.gateway.testing.Shown;
import dev.pokebatch.gateway.testing.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the README's sessions run unchanged and print what it shows. */
class ReadmeSessionTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"Jobs", "Collections"})
  void everyCommandIsAnsweredAsTheReadmeShows(String section) throws IOException {
    var settings = Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder.toString());
    try (var pair = EmbeddedPair.start(settings)) {
      var terminal = new Terminal(pair.url(), Files.createDirectory(folder.resolve("home")));
      var answer = "";
      var shown = 0;
      for (var block : blocks(section)) {
        if (isCommand(block)) {
          answer = terminal.run(block.text());
        } else if (!block.kind().equals("sh")) {
          check(block, answer);
          header(answer, "location").forEach(job -> terminal.set("job", job));
          shown++;
        }
      }
      assertThat(shown).isEqualTo(3);
    }
  }

  private static boolean isCommand(Fence block) {
    return block.kind().equals("sh") && block.text().startsWith("curl");
  }

  private static List<Fence> blocks(String section) throws IOException {
    var readme = Files.readString(Path.of("README.md")) + "\n## ";
    var begin = readme.indexOf("\n## " + section + "\n");
    return Fence.in(readme.substring(begin, readme.indexOf("\n## ", begin + 1)));
  }

  private static void check(Fence shown, String answer) {
    switch (shown.kind()) {
      case "json" -> checkJson(shown.text(), answer);
      case "http" -> checkHttp(shown.text(), answer);
      default -> assertThat(answer.strip()).isEqualTo(shown.text());
    }
  }

  private static void checkJson(String shown, String answer) {
    var expected = Shown.unmeasured(new JsonObject(shown));
    assertThat(JsonMatch.differences(expected, new JsonObject(answer))).as(answer).isEmpty();
  }

  /** The status, the names of headers, and the body if there is one. */
  private static void checkHttp(String shown, String answer) {
    var parts = shown.split("\n\n", 2);
    var head = parts[0].lines().toList();
    assertThat(answer.lines().findFirst().orElse("").strip()).isEqualTo(head.get(0));
    assertThat(head.subList(1, head.size()))
        .allSatisfy(
            line -> assertThat(header(answer, line.substring(0, line.indexOf(":")))).hasSize(1));
    if (parts.length > 1) {
      checkJson(parts[1], answer.split("\n\n", 2)[1]);
    }
  }

  private static List<String> header(String answer, String name) {
    var begin = name.toLowerCase(Locale.ROOT) + ": ";
    return answer
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(begin))
        .map(line -> line.substring(begin.length()).strip())
        .toList();
  }
}
