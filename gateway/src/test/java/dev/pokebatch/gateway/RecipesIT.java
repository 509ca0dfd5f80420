package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every program of the recipes page runs, and prints what the page shows. */
class RecipesIT {

  private static final Path PAGE = Path.of("docs", "recipes.md");

  private static EmbeddedPair pair;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @BeforeAll
  static void start(@TempDir Path data) {
    pair = EmbeddedPair.start(Map.of("POKEAPI_URL", "sample", "DATA_DIR", data.toString()));
  }

  @AfterAll
  static void stop() {
    pair.close();
  }

  static Stream<Recipe> recipes() {
    return Recipe.in(Documentation.text(PAGE));
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyProgramPrintsWhatThePageShows(Recipe recipe) throws IOException {
    var terminal = new Terminal(pair.url(), folder);
    var printed = "";
    for (var fence : recipe.fences()) {
      var program = Program.of(fence);
      if (program.isEmpty()) {
        assertThat(printed.strip()).isEqualTo(fence.text());
        continue;
      }
      assumeTrue(
          terminal.succeeds(program.get().needs()),
          "skipped: not all of this is installed:\n" + program.get().needs());
      if (!program.get().file().isEmpty()) {
        terminal.write(program.get().file(), fence.text());
      }
      printed = terminal.run(program.get().command());
    }
  }

  @Test
  void everyLanguageHasRecipes() {
    var kinds = recipes().flatMap(recipe -> recipe.fences().stream().map(fence -> fence.kind()));

    assertThat(kinds).contains("sh", "js", "ts", "python", "powerquery", "text", "csv");
  }
}
