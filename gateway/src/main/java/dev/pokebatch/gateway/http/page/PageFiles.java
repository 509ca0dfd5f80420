package dev.pokebatch.gateway.http.page;

import dev.pokebatch.process.digest.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files in the folder {@code /web} of the class path, read once. Their version is a hash of all
 * of them. Pages name the other files by URLs that contain the version, so that browsers may keep
 * those for ever; the modules among them import each other by relative paths.
 */
final class PageFiles {

  /** The page around all pages: the head, the navigation and the foot. */
  private static final String LAYOUT = "parts/layout.html";

  private static final String FOLDER = "/web";
  private static final int VERSION_DIGITS = 16;
  private static final PageFiles OF_CLASS_PATH = new PageFiles(read());

  private final String version;
  private final Map<String, PageFile> files = new HashMap<>();

  private PageFiles(SortedMap<String, byte[]> contents) {
    var digest = Sha256.newDigest();
    contents.forEach(
        (name, content) -> {
          digest.update((name + '\n' + content.length + '\n').getBytes(StandardCharsets.UTF_8));
          digest.update(content);
        });
    version = HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_DIGITS);
    var layout =
        new PageLayout(text(Objects.requireNonNull(contents.get(LAYOUT))), "/assets/" + version);
    var preloads = new ModulePreloads(contents);
    contents.forEach(
        (name, content) ->
            files.put(name, PageFile.of(name, sent(layout, preloads, name, content))));
    files.remove(LAYOUT);
  }

  static PageFiles ofClassPath() {
    return OF_CLASS_PATH;
  }

  String version() {
    return version;
  }

  /** Returns a file, or null if there is none with this name. */
  @Nullable PageFile get(String name) {
    return files.get(name);
  }

  private static byte[] sent(
      PageLayout layout, ModulePreloads preloads, String name, byte[] content) {
    return name.endsWith(".html")
        ? layout.around(name, preloads.in(text(content))).getBytes(StandardCharsets.UTF_8)
        : content;
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.UTF_8);
  }

  private static SortedMap<String, byte[]> read() {
    var folder = PageFiles.class.getResource(FOLDER);
    if (folder == null) {
      throw new IllegalStateException("missing resource: " + FOLDER);
    }
    try {
      if (folder.openConnection() instanceof JarURLConnection jar) {
        var file = Path.of(jar.getJarFileURL().toURI());
        try (var inside = FileSystems.newFileSystem(file)) {
          return read(inside.getPath(FOLDER));
        }
      }
      return read(Path.of(folder.toURI()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static SortedMap<String, byte[]> read(Path folder) throws IOException {
    var contents = new TreeMap<String, byte[]>();
    try (var paths = Files.walk(folder)) {
      for (var file : paths.filter(Files::isRegularFile).toList()) {
        var name = folder.relativize(file).toString().replace('\\', '/');
        contents.put(name, Files.readAllBytes(file));
      }
    }
    return Collections.unmodifiableSortedMap(contents);
  }
}
