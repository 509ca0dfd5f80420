package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pokebatch.gateway.scenario.JsonMatch;
import dev.pokebatch.gateway.testing.Fence;
import dev.pokebatch.gateway.testing.Ports;
import dev.pokebatch.gateway.testing.Shown;
import dev.pokebatch.gateway.testing.Terminal;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The README's blocks, pasted in order. The first, which starts containers, is pasted by {@code
 * .ci/compose-test}; here the gateway is started as one process, as the README links to.
 */
class ReadmeIT {

  private static final List<Fence> README = Fence.in(text("../README.md"));

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path home;

  @Test
  void itHasABlockThatStartsARequestItsAnswerAndTwoCommands() {
    assertThat(README).extracting(Fence::kind).containsExactly("sh", "sh", "json", "sh");
    assertThat(README.get(0).text()).endsWith(" --wait").hasLineCount(1);
  }

  @Test
  void itsRequestIsAnsweredAsSoonAsTheStartOfOneProcessReturns() throws IOException {
    var port = String.valueOf(Ports.next());
    var management = String.valueOf(Ports.next());
    var terminal = new Terminal(URI.create("http://127.0.0.1:" + port), home);
    terminal.set("HTTP_PORT", port);
    terminal.set("MANAGEMENT_PORT", management);
    try {
      terminal.run(start().replace("localhost:9090", "127.0.0.1:" + management));
      var answer = new JsonObject(terminal.run(README.get(1).text()));
      var shown = Shown.unmeasured(new JsonObject(README.get(2).text()));
      assertThat(JsonMatch.differences(shown, answer)).as(answer.encode()).isEmpty();
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(home.resolve("pid")).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  /**
   * The block of the operations page without the build, which also writes the id of the process.
   */
  private static String start() {
    var section = text("docs/operations.md").split("\n## One process\n", -1)[1];
    var lines = Fence.in(section).get(0).text().lines().toList();
    assertThat(lines.get(0)).startsWith("mvn ");
    assertThat(lines.get(1)).endsWith(" &");
    var jar = Path.of("target").toAbsolutePath() + "/";
    return lines.get(1).replace("gateway/target/", jar).replace(" &", " >log 2>&1 &")
        + "\necho $! >pid\n"
        + String.join("\n", lines.subList(2, lines.size()));
  }

  private static String text(String file) {
    return Documentation.text(Path.of(file));
  }
}
