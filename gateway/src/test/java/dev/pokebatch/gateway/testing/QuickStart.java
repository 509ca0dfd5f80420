package dev.pokebatch.gateway.testing;

import java.io.File;
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

  /** A JVM ignores an archive of other jars than its own: the worst is a slower start. */
  private static String archive(Path jar) {
    var archive = new File(jar.toString().replaceAll("\\.jar$", ".jsa"));
    if (archive.lastModified() > jar.toFile().lastModified()) {
      return archive.getPath();
    }
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
    return archive.getPath();
  }
}
