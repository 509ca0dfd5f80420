package dev.pokebatch.gateway.access;

import dev.pokebatch.gateway.problem.Problem;
import dev.pokebatch.gateway.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The file of API keys, as it was read.
 *
 * @param path where it is
 * @param content its bytes
 * @param keys what it says
 */
public record KeyFile(Path path, Buffer content, List<ApiKey> keys) {

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException if it cannot be read, or is invalid; the message is a clause
   *     whose subject is the setting
   */
  public static KeyFile read(Path path) {
    try {
      return of(path, Buffer.buffer(Files.readAllBytes(path)));
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("names a file that cannot be read: " + path, unreadable);
    }
  }

  /**
   * Reads its content.
   *
   * @throws IllegalArgumentException if it is invalid
   */
  static KeyFile of(Path path, Buffer content) {
    try {
      return new KeyFile(path, content, ApiKeyReader.readFile(content));
    } catch (ProblemException invalid) {
      throw new IllegalArgumentException(
          "names a file that is invalid: " + sentence(invalid.problem()), invalid);
    }
  }

  private static String sentence(Problem problem) {
    return problem.members().get("errors") instanceof List<?> faults
        ? faults.stream().map(KeyFile::clause).collect(Collectors.joining(", "))
        : problem.detail();
  }

  private static String clause(Object fault) {
    var members = (Map<?, ?>) fault;
    return members.get("pointer") + " " + members.get("detail");
  }
}
