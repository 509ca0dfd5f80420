package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.scenario.JsonMatch;
import dev.pokebatch.gateway.testing.Client;
import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Shown;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The gateway answers the README's examples as it shows. */
class ReadmeTest {

  private static final Pattern REQUEST = Pattern.compile("-d '(\\{.*?\\n})'", Pattern.DOTALL);
  private static final Pattern ANSWER = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final String EXPLAIN = "localhost:8080/v1/explain";
  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Pattern SETTING = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");

  private final String readme =
      Files.readString(Path.of("..", "README.md")) + Files.readString(Path.of("README.md"));

  ReadmeTest() throws IOException {}

  /**
   * A failure waits for suggestions only as long as one more request takes: a busy machine may be
   * later. So one of three new pairs has to give the answer as it is shown.
   */
  @Test
  void itsRequestGetsItsAnswerAndThenAnotherItsExplanation() {
    var differences = new ArrayList<List<String>>();
    do {
      differences.add(differencesOfANewPair());
    } while (!differences.contains(List.of()) && differences.size() < 3);
    assertThat(differences).contains(List.of());
  }

  private List<String> differencesOfANewPair() {
    try (var pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample"))) {
      var client = new Client(pair.url());
      var answer = client.batch(new JsonObject(first(REQUEST, "")));
      var batch = first(REQUEST, EXPLAIN).getBytes(StandardCharsets.UTF_8);
      var request = client.request("POST", "/v1/explain", JSON, batch);
      var plan = new JsonObject(client.send(request, BodyHandlers.ofString()).body());
      assertThat(
              JsonMatch.differences(Shown.unmeasured(new JsonObject(first(ANSWER, EXPLAIN))), plan))
          .isEmpty();
      return JsonMatch.differences(Shown.unmeasured(new JsonObject(first(ANSWER, ""))), answer);
    }
  }

  @Test
  void everySettingThatItNamesIsRead() throws Exception {
    var read = sources("../fetcher") + sources("src/main/java");
    var composition = Files.readString(Path.of("..", "docker-compose.yml"));

    assertThat(SETTING.matcher(Documentation.all()).results().map(m -> m.group(1)))
        .isNotEmpty()
        .allMatch(
            name ->
                read.contains('"' + name + '"')
                    || read.contains("secret(\"" + name.replaceFirst("_FILE$", "") + "\")")
                    || composition.contains("${" + name + ":"));
  }

  private String first(Pattern pattern, String after) {
    var matcher = pattern.matcher(readme);
    assertThat(matcher.find(readme.indexOf(after))).as("the README holds " + pattern).isTrue();
    return String.valueOf(matcher.group(1));
  }

  private static String sources(String folder) throws IOException {
    try (var files = Files.walk(Path.of(folder))) {
      return files
          .filter(file -> file.toString().matches(".*/src/main/.*\\.java|src/main/.*\\.java"))
          .map(ReadmeTest::text)
          .collect(Collectors.joining());
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
