package dev.pokebatch.gateway.testing;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * JVM flags that shorten the start of short-lived test processes by three quarters: they disable
 * the C2 compiler, which costs more than it saves in a few seconds, and share loaded classes among
 * the processes through an archive (JEP 350).
 */
final class QuickStart {

  private static final List<String> FLAGS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Map<Path, String> ARCHIVES = new ConcurrentHashMap<>();

  private QuickStart() {}

  /**
   * Returns the JVM flags for a jar. The first call starts and ends a process to create the
   * archive.
   */
  static List<String> flags(Path jar) {
    var flags = new ArrayList<>(FLAGS);
    flags.add("-XX:SharedArchiveFile=" + ARCHIVES.computeIfAbsent(jar, QuickStart::archive));
    return flags;
  }

  /**
   * Creates the archive if it is missing or older than the jar; a lock file lets one of several
   * JVMs do so. A JVM ignores an archive that does not match its jars and then starts more slowly.
   */
  private static String archive(Path jar) {
    var archive = new File(jar.toString().replaceAll("\\.jar$", ".jsa"));
    try (var file = FileChannel.open(Path.of(archive + ".lock"), CREATE, WRITE);
        var lock = file.lock()) {
      if (lock.isValid() && archive.lastModified() <= jar.toFile().lastModified()) {
        make(jar, archive);
      }
      return archive.getPath();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static void make(Path jar, File archive) {
    var settings =
        Map.of(
            "POKEAPI_URL", "sample",
            "CLUSTER", "true",
            "CLUSTER_NAME", "alone",
            "CLUSTER_PORT", "0",
            "HTTP_HOST", "127.0.0.1",
            "HTTP_PORT", "0",
            "MANAGEMENT_PORT", "0");
    var flags = new ArrayList<>(FLAGS);
    flags.add("-XX:ArchiveClassesAtExit=" + archive);
    try (var process = JavaProcess.start(jar, flags, settings, " ready: ")) {
      process.awaitReady();
      process.terminate();
      process.awaitExit();
    }
  }
}
