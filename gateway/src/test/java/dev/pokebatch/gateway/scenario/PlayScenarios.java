package dev.pokebatch.gateway.scenario;

import dev.pokebatch.gateway.testing.ScriptedUpstream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DynamicTest;

/**
 * Plays the scenarios against a gateway that runs elsewhere, for instance in containers: prints the
 * URL of its scripted upstream, reads the URL of the gateway, and prints the results. The fetchers
 * must use that upstream, with {@link ScenarioRunner#SETTINGS}.
 */
public final class PlayScenarios {

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private int passed;
  private int failed;

  private PlayScenarios() {}

  /**
   * Takes the address of this machine at which the fetchers reach it, and the name of a FIFO in
   * which it will find the gateway's URL.
   */
  public static void main(String[] arguments) throws IOException {
    var play = new PlayScenarios();
    play.run(arguments[0], Path.of(arguments[1]));
    System.exit(play.failed == 0 && play.passed > 0 ? 0 : 1);
  }

  private void run(String host, Path gateway) throws IOException {
    try (var upstream = new ScriptedUpstream(host)) {
      out.println("upstream at " + upstream.url());
      var url = URI.create(Files.readString(gateway).strip()); // waits until somebody has written
      new ScenarioRunner(url, upstream).tests().forEach(this::play);
      out.println(passed + " passed, " + failed + " failed");
    }
  }

  private void play(DynamicTest scenario) {
    try {
      scenario.getExecutable().execute();
      passed++;
    } catch (Throwable mismatch) {
      failed++;
      out.println(scenario.getDisplayName() + ": " + mismatch.getMessage());
    }
  }
}
