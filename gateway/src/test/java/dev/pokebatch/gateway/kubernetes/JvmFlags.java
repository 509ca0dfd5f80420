package dev.pokebatch.gateway.kubernetes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The JVM's flags in our images, as {@code .docker/args} writes them. */
final class JvmFlags {

  private JvmFlags() {}

  static int heapPercentage() {
    return number("-XX:MaxRAMPercentage=(\\d+)\\n");
  }

  static long directBytes() {
    return (long) number("-XX:MaxDirectMemorySize=(\\d+)m\\n") << 20;
  }

  private static int number(String pattern) {
    try {
      var args = Files.readString(Path.of("..", ".docker", "args"));
      return Pattern.compile(pattern)
          .matcher(args)
          .results()
          .mapToInt(found -> Integer.parseInt(found.group(1)))
          .findFirst()
          .orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
