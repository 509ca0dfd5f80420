package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The modules of the web page: their unit tests, their types, and their formatting. Each is skipped
 * where its program is not installed; npm installs them all for everyone.
 */
class PageModulesTest {

  @ParameterizedTest
  @CsvSource({
    "node, node --test src/test/web/*.test.js",
    "tsc, tsc --project src/test/web",
    "prettier, prettier --check src/main/resources/web src/test/web package.json"
  })
  void theModulesPass(String program, String command) throws Exception {
    assumeTrue(
        run("command -v " + program).status == 0, "skipped: no " + program + " is installed");

    var ended = run(command);

    assertThat(ended.status).as(ended.output).isZero();
  }

  private record Ended(int status, String output) {}

  private static Ended run(String command) throws IOException, InterruptedException {
    var shell =
        new ProcessBuilder("sh", "-c", command)
            .directory(Path.of("").toAbsolutePath().toFile())
            .redirectErrorStream(true)
            .start();
    var output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    return new Ended(shell.waitFor(), output);
  }
}
