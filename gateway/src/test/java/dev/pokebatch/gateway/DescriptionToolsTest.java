package dev.pokebatch.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What tools of others make of {@code openapi.yaml}. Each test is skipped where its programs are
 * not installed; npm installs them for everyone.
 */
class DescriptionToolsTest {

  private static final Path DESCRIPTION =
      Path.of("src", "main", "resources", "openapi.yaml").toAbsolutePath();

  private static final Path CONSUMER =
      Path.of("src", "test", "web", "types", "consumer.ts").toAbsolutePath();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  @Test
  void aClientThatUsesItsTypesCompilesAndOneWithMistakesDoesNot() throws Exception {
    needs("openapi-typescript", "tsc");

    var ended =
        run(
            "cp "
                + CONSUMER
                + " . && openapi-typescript "
                + DESCRIPTION
                + " -o pokebatch.d.ts"
                + " && tsc --noEmit --strict --skipLibCheck --target es2022 --module es2022"
                + " --moduleResolution bundler --lib es2022,dom consumer.ts");

    assertThat(ended.status).as(ended.output).isZero();
  }

  @Test
  void aLinterFindsNothing() throws Exception {
    needs("redocly");

    var ended = run("redocly lint --format=json " + DESCRIPTION);

    var found = new JsonObject(ended.output);
    var totals = found.getJsonObject("totals");
    assertThat(totals.getInteger("errors") + totals.getInteger("warnings"))
        .as(found.encodePrettily())
        .isZero();
  }

  private void needs(String... programs) throws Exception {
    for (var program : programs) {
      assumeTrue(
          run("command -v " + program).status == 0, "skipped: no " + program + " is installed");
    }
  }

  private record Ended(int status, String output) {}

  private Ended run(String command) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder("sh", "-c", command)
            .directory(folder.toFile())
            .redirectError(Redirect.to(folder.resolve("errors").toFile()));
    builder.environment().put("REDOCLY_TELEMETRY", "off");
    builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
    var shell = builder.start();
    var output = new String(shell.getInputStream().readAllBytes(), UTF_8);
    return new Ended(shell.waitFor(), output);
  }
}
