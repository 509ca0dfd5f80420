package dev.pokebatch.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The Java sources of all modules, without tests. */
final class ProductSources {

  private static final Path MAIN = Path.of("src", "main", "java");

  private ProductSources() {}

  /** Returns all source files but {@code package-info.java}. */
  static Stream<Path> files() throws IOException {
    return Stream.concat(below(Path.of("..", "fetcher")).stream(), below(MAIN).stream());
  }

  /** Returns the simple name of the class that a source file declares. */
  static String className(Path file) {
    var name = file.getFileName().toString();
    return name.substring(0, name.length() - ".java".length());
  }

  private static List<Path> below(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains(MAIN.toString()))
          .filter(file -> !file.endsWith("package-info.java"))
          .toList();
    }
  }
}
