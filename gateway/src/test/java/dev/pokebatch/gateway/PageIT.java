package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pokebatch.gateway.testing.EmbeddedPair;
import dev.pokebatch.gateway.testing.RestartableGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The web page in a real Chromium, driven by the tests in {@code src/test/web/browser}. Skipped
 * where Node.js, playwright-core, axe-core or Chromium is not installed.
 */
class PageIT {

  private static final String NEEDS =
      "command -v node && (command -v chromium || command -v google-chrome)"
          + " && test -d \"${NPM_ROOT:=$(npm root --global)}/playwright-core\""
          + " && test -d \"$NPM_ROOT/axe-core\"";

  @Test
  void thePagePassesItsTestsInABrowser(@TempDir Path data) throws Exception {
    assumeTrue(run(NEEDS, Map.of()).status == 0, "skipped: not all of this is installed: " + NEEDS);
    var settings = Map.of("POKEAPI_URL", "sample", "DATA_DIR", folder(data, "pair"));
    var ofRestartable =
        Map.of(
            "DATA_DIR", folder(data, "restartable"),
            "JOB_LEASE_MS", "500",
            "UPSTREAM_TIMEOUT_MS", "600000");
    try (var pair = EmbeddedPair.start(settings);
        var restartable = new RestartableGateway(ofRestartable, 3)) {
      var ended =
          run(
              // With priority, if the user may: what is drawn smoothly says nothing about the page
              // while another program has its processor.
              "nice -n -10 node --test src/test/web/browser/",
              Map.of(
                  "GATEWAY", pair.url().toString(),
                  "RESTARTABLE", restartable.url().toString(),
                  "CONTROL", restartable.controlUrl().toString()));

      assertThat(ended.status).as(ended.output).isZero();
    }
  }

  private static String folder(Path parent, String name) throws IOException {
    return Files.createDirectory(parent.resolve(name)).toString();
  }

  private record Ended(int status, String output) {}

  private static Ended run(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder("sh", "-c", command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var shell = builder.start();
    var output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    return new Ended(shell.waitFor(), output);
  }
}
