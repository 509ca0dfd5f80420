package dev.pokebatch.gateway.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A separate process that runs one of the jars. It is ended by its process id. */
public final class JavaProcess implements AutoCloseable {

  private static final long UP_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<Matcher> ready = new CompletableFuture<>();
  private final List<String> output = new ArrayList<>();

  private final Thread reader;

  private JavaProcess(Process process, Pattern ready) {
    this.process = process;
    reader = new Thread(() -> read(process.inputReader(StandardCharsets.UTF_8), ready));
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * Starts a jar with these settings and no others.
   *
   * @param ready what its output says when it is up
   */
  public static JavaProcess start(
      Path jar, List<String> jvm, Map<String, String> settings, String ready) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.addAll(List.of("-jar", jar.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(settings);
    try {
      return new JavaProcess(builder.start(), Pattern.compile(ready));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * The same, where it does not matter how the JVM does what it does, and the process will live for
   * some seconds only: it is up much sooner.
   *
   * @param jvm more flags
   */
  public static JavaProcess startQuickly(
      Path jar, List<String> jvm, Map<String, String> settings, String ready) {
    var flags = new ArrayList<>(QuickStart.flags(jar));
    flags.addAll(jvm);
    return start(jar, flags, settings, ready);
  }

  /** Waits until it is up, and gives what its word of that said. */
  public Matcher awaitReady() {
    try {
      return ready.get(UP_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException | InterruptedException failed) {
      close();
      throw new AssertionError("not up: " + output(), failed);
    }
  }

  /** Waits for its end, until all of its output has been read, and gives its exit status. */
  public int awaitExit() {
    try {
      if (!process.waitFor(UP_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running: " + output());
      }
      reader.join(TimeUnit.SECONDS.toMillis(UP_SECONDS));
      return process.exitValue();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  /** Whether it has not ended. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Asks it to end, as a container engine does. */
  public void terminate() {
    process.toHandle().destroy(); // that of Process closes the stream of its output, too
  }

  /** Stops it in its tracks (SIGSTOP), until {@link #resume}. */
  public void pause() {
    signal("STOP");
  }

  /** Lets it go on (SIGCONT). */
  public void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).start();
      if (kill.waitFor() != 0) {
        throw new AssertionError("could not send SIG" + name);
      }
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(failed);
    }
  }

  /** The bytes of its live objects, after a full collection. */
  public long liveBytes() {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      var tool =
          new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.class_histogram")
              .redirectErrorStream(true)
              .start();
      var printed = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      var total = Pattern.compile("Total\\s+\\d+\\s+(\\d+)").matcher(printed);
      if (!total.find()) {
        throw new AssertionError(printed);
      }
      return Long.parseLong(total.group(1));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** What it has printed so far. */
  public String output() {
    synchronized (output) {
      return String.join("\n", output);
    }
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly(); // what it has printed can still be read
    awaitExit();
  }

  private void read(BufferedReader lines, Pattern word) {
    try (lines) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        synchronized (output) {
          output.add(line);
        }
        var match = word.matcher(line);
        if (match.find()) {
          ready.complete(match);
        }
      }
    } catch (IOException closed) {
      // its end is told below
    }
    ready.completeExceptionally(new IOException("it has ended"));
  }
}
