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
 * A folder of the data set, with an {@code index.json}. Symbolic links count as missing, so nothing
 * outside can be reached. All methods may block.
 */
record Folder(Path path) {
  private static final String DOCUMENT = "index.json";

  /** The name of the folder, without its parents. */
  String name() {
    return String.valueOf(path.getFileName());
  }

  /** The folder of a name in this one; it need not exist. */
  Folder at(String name) {
    return new Folder(path.resolve(name));
  }

  /** Whether the folder exists. */
  boolean exists() {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** The folders in this one, sorted by name. */
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

  /** Whether the folder exists and contains a document. */
  boolean hasDocument() {
    return exists() && Files.isRegularFile(path.resolve(DOCUMENT), LinkOption.NOFOLLOW_LINKS);
  }

  /** The bytes of the document. */
  byte[] document() throws IOException {
    try (var in = Files.newInputStream(path.resolve(DOCUMENT), LinkOption.NOFOLLOW_LINKS)) {
      return in.readAllBytes();
    }
  }
}
