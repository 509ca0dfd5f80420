package dev.pokebatch.gateway.bench;

import dev.pokebatch.gateway.bench.Bench.Measure;
import io.vertx.core.json.JsonArray;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A program in another language that does the same without us, in a process of its own; its source
 * is in {@code src/test/resources/peers}. It reads workloads from its input, keeps its process and
 * its connections, and measures itself, so neither its start nor its output counts.
 */
final class Peer implements Runner, AutoCloseable {

  /** A language, and what it takes to run a program of it. */
  enum Language {
    GO("Go", "peer.go", "command -v go", "GO111MODULE=off go build -o peer peer.go && exec ./peer"),
    AIOHTTP(
        "aiohttp",
        "peer.py",
        "/usr/bin/python3 -c 'import aiohttp' 2>/dev/null",
        "exec /usr/bin/python3 peer.py"),
    NODE("Node.js", "peer.mjs", "command -v node", "exec node peer.mjs");

    private final String title;
    private final String file;
    private final String needs;
    private final String command;

    Language(String title, String file, String needs, String command) {
      this.title = title;
      this.file = file;
      this.needs = needs;
      this.command = command;
    }

    /** The name for people. */
    String title() {
      return title;
    }

    /** Whether its program can be run here. */
    boolean isInstalled() {
      try {
        var check = new ProcessBuilder("sh", "-c", needs + " >/dev/null").start();
        return check.waitFor() == 0;
      } catch (IOException noShell) {
        return false;
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private final Language language;
  private final Path folder;
  private final Process process;
  private final BufferedReader output;

  /**
   * Starts the program.
   *
   * @param upstream the upstream's base URL
   */
  Peer(Language language, String upstream) {
    this.language = language;
    try (var source = source(language)) {
      folder = Files.createTempDirectory("peer");
      Files.copy(source, folder.resolve(language.file));
      var builder =
          new ProcessBuilder("sh", "-c", language.command + " \"$0\"", upstream)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT);
      process = builder.start();
      output = process.inputReader(StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static InputStream source(Language language) {
    return Objects.requireNonNull(Peer.class.getResourceAsStream("/peers/" + language.file));
  }

  /** The name for people. */
  String title() {
    return language.title;
  }

  /** Fewer than a JVM needs: none of them gets faster after its first run or two. */
  @Override
  public int warmUps(Workload workload) {
    return Math.min(3, workload.warmUps());
  }

  @Override
  public Measure run(Workload workload) {
    var all = new Measure(0, 0, 0);
    for (var i = 0; i < workload.batches(); i++) {
      var form = workload.hasShape() ? "shape" : "mask";
      var done = ask(workload.documents() + " " + workload.concurrency() + " " + form);
      var words = done.split(" ", -1);
      all = all.then(Double.parseDouble(words[1]), Double.parseDouble(words[2]));
    }
    return all;
  }

  /** What it made of the documents of the last run, in their order. */
  JsonArray rows() {
    return new JsonArray(ask("rows"));
  }

  private String ask(String line) {
    try {
      var writer = process.outputWriter(StandardCharsets.UTF_8);
      writer.write(line + "\n");
      writer.flush();
      var answer = output.readLine();
      if (answer == null) {
        throw new IOException(language.title + " has ended");
      }
      return answer;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
