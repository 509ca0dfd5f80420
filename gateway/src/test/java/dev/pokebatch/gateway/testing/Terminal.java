package dev.pokebatch.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A shell in which commands are typed as people copy them, for a gateway at {@code :8080}. */
public final class Terminal {

  private final String gateway;
  private final Path home;
  private final Map<String, String> variables = new HashMap<>();

  /**
   * Where curl is not installed, the test is skipped.
   *
   * @param gateway what is meant with {@code localhost:8080}
   * @param home an empty folder
   */
  public Terminal(URI gateway, Path home) {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "no curl in /usr/bin");
    this.gateway = gateway.getAuthority();
    this.home = home;
    try {
      // A status of 400 or more ends the commands, and no proxy is between.
      Files.writeString(home.resolve(".curlrc"), "fail\nnoproxy = *\nmax-time = 60\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Sets a variable of the shell. */
  public void set(String name, String value) {
    variables.put(name, value);
  }

  /** Runs commands and gives what they have printed; fails where one of them does. */
  public String run(String commands) {
    var shell =
        new ProcessBuilder("sh", "-ec", commands.replace("localhost:8080", gateway))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    shell.environment().put("CURL_HOME", home.toString());
    shell.environment().putAll(variables);
    try {
      var process = shell.start();
      process.getOutputStream().close();
      var printed = process.getInputStream().readAllBytes();
      if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(process + ": " + commands);
      }
      return new String(printed, StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
