package dev.pokebatch.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A simple name of a class says which class is meant, in all modules. */
class ClassNamesTest {

  @Test
  void noNameExistsTwice() throws IOException {
    try (var files = ProductSources.files()) {
      var byName =
          files.collect(Collectors.groupingBy(ProductSources::className, Collectors.toList()));

      assertThat(byName).hasSizeGreaterThan(500);
      assertThat(byName.values()).allSatisfy(declared -> assertThat(declared).hasSize(1));
    }
  }

  @Test
  void noNameHidesOneOfJavaUtil() throws IOException {
    var utilities = javaUtil();
    assertThat(utilities).contains("Collections", "Optional", "Map");
    try (var files = ProductSources.files()) {
      assertThat(files.map(ProductSources::className)).doesNotContainAnyElementsOf(utilities);
    }
  }

  private static Set<String> javaUtil() throws IOException {
    var folder =
        FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base", "java/util");
    try (var classes = Files.list(folder)) {
      return classes
          .map(Path::getFileName)
          .map(Path::toString)
          .filter(name -> name.endsWith(".class") && !name.contains("$"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .collect(Collectors.toSet());
    }
  }
}
