package dev.pokebatch.gateway.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code docker-compose.yml} says of images. */
final class Composition {

  private static final JsonNode SERVICES = read();

  private Composition() {}

  private static JsonNode read() {
    try {
      var file = Path.of("..", "docker-compose.yml").toFile();
      return YAMLMapper.builder().build().readTree(file).path("services");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Names and tags of the images, by default. */
  static Set<String> images() {
    return SERVICES.findValuesAsText("image").stream()
        .map(image -> image.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1"))
        .collect(Collectors.toSet());
  }
}
