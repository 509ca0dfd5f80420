package dev.pokebatch.gateway.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A sample of real PokéAPI documents in a directory beside the project; a test that needs it is
 * skipped if it is missing.
 */
public final class RealDocuments {

  private static final Path ARCHIVE = Path.of("shared", "pokeapi-sample", "pokeapi-sample.tar.gz");

  private RealDocuments() {}

  /** Unpacks it to a folder, which then holds {@code api/v2}. */
  public static void unpack(Path folder) throws IOException, InterruptedException {
    var archive =
        List.of(Path.of("..", ".."), Path.of("..")).stream()
            .map(parent -> parent.resolve(ARCHIVE))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(archive.isPresent(), "no sample of real documents beside the project");
    var tar =
        new ProcessBuilder("tar", "xzf", archive.get().toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    if (!tar.waitFor(60, TimeUnit.SECONDS) || tar.exitValue() != 0) {
      tar.destroyForcibly();
      throw new IOException("tar could not unpack the sample of real documents");
    }
  }
}
