package dev.pokebatch.sample;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A folder of the data set, and the {@code index.json} in it. Symbolic links count as absent, so
 * nothing outside can be reached. All that it does may block.
 */
record Folder(Path path) {
  private static final String DOCUMENT = "index.json";

  /** Its own name, without those above it. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  /** A folder in this one, whether it exists or not. */
  Folder at(String name) {
    return new Folder(path.resolve(name));
  }

  /** Whether it is there. */
  boolean exists() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The folders in it, in the order of their names. */
  List<Folder> folders() throws IOException {
    var found = new ArrayList<Folder>();
    try (var entries = Files.newDirectoryStream(path)) {
      entries.forEach(entry -> found.add(new Folder(entry)));
    } catch (DirectoryIteratorException unreadable) {
      throw unreadable.getCause();
    }
    found.removeIf(folder -> !folder.exists());
    found.sort(Comparator.comparing(Folder::name));
    return found;
  }

  /** Whether it is there and holds a document. */
  boolean hasDocument() {
    return exists() && Files.isRegularFile(path.resolve(DOCUMENT), LinkOption.NOFOLLOW_LINKS);
  }

  /** The bytes of its document. */
  byte[] document() throws IOException {
    try (var in = Files.newInputStream(path.resolve(DOCUMENT), LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }
}
