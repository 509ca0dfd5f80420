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
 * How the JVM of a process starts that lives for some seconds only, one of many. On few processors
 * the second compiler takes more time in them than it gives back; and the classes that all of them
 * load are read and verified once, and mapped into memory by the others (JEP 350). Together that is
 * three quarters of a start.
 */
final class QuickStart {

  private static final List<String> FLAGS =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private static final Map<Path, String> ARCHIVES = new ConcurrentHashMap<>();

  private QuickStart() {}

  /** The JVM's flags for a jar. The first time, they take a start and an end of its own. */
  static List<String> flags(Path jar) {
    var flags = new ArrayList<>(FLAGS);
    flags.add("-XX:SharedArchiveFile=" + ARCHIVES.computeIfAbsent(jar, QuickStart::archive));
    return flags;
  }

  /**
   * A JVM ignores an archive of other jars than its own: the worst is a slower start. Of several
   * JVMs that want one, the first makes it.
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
