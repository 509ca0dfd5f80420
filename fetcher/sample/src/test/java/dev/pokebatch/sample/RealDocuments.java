package dev.pokebatch.sample;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Reads real documents from an archive next to the project; without it, tests are skipped. */
public final class RealDocuments {
  private static final Path ARCHIVE = Path.of("shared", "pokeapi-sample", "pokeapi-sample.tar.gz");

  private RealDocuments() {}

  /** Passes on each document with its path, such as {@code api/v2/pokemon/25/index.json}. */
  public static void read(BiConsumer<String, byte[]> documents) throws IOException {
    var archive =
        Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(folder -> folder.resolve(ARCHIVE))
            .filter(Files::exists)
            .findFirst();
    assumeTrue(archive.isPresent(), "no sample of real documents beside the project");
    read(archive.orElseThrow(), documents);
  }

  /** Reads a tar of the POSIX format: blocks of 512 bytes, a header before each file. */
  private static void read(Path archive, BiConsumer<String, byte[]> files) throws IOException {
    try (var in = new DataInputStream(new GZIPInputStream(Files.newInputStream(archive), 65_536))) {
      var header = new byte[512];
      for (in.readFully(header); header[0] != 0; in.readFully(header)) {
        var name = new String(header, 0, 100, StandardCharsets.UTF_8);
        var size = Integer.parseInt(new String(header, 124, 11, StandardCharsets.US_ASCII), 8);
        var bytes = new byte[(size + 511) / 512 * 512];
        in.readFully(bytes);
        var path = name.substring(0, name.indexOf('\0'));
        if (path.endsWith("index.json")) {
          files.accept(path, Arrays.copyOf(bytes, size));
        }
      }
    }
  }
}
