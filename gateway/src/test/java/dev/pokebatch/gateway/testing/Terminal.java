package dev.pokebatch.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A shell that runs commands of the documentation, which address a gateway at {@code :8080}. */
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

  /** Saves a file in the folder that commands run in. */
  public void write(String name, String text) throws IOException {
    Files.writeString(home.resolve(name), text.replace("localhost:8080", gateway));
  }

  /** Runs commands and gives what they have printed; fails where one of them does. */
  public String run(String commands) {
    return run(commands, ProcessBuilder.Redirect.INHERIT)
        .orElseThrow(() -> new AssertionError("failed: " + commands));
  }

  /** Whether all of these commands succeed. */
  public boolean succeeds(String commands) {
    return run(commands, ProcessBuilder.Redirect.DISCARD).isPresent();
  }

  private Optional<String> run(String commands, ProcessBuilder.Redirect errors) {
    var shell =
        new ProcessBuilder("sh", "-ec", commands.replace("localhost:8080", gateway))
            .directory(home.toFile())
            .redirectError(errors);
    shell.environment().put("CURL_HOME", home.toString());
    shell.environment().put("NO_PROXY", "*");
    shell.environment().put("npm_config_offline", "true");
    shell.environment().putAll(variables);
    try {
      var process = shell.start();
      process.getOutputStream().close();
      var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var succeeded = process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
      return succeeded ? Optional.of(printed.replace("\r\n", "\n")) : Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
