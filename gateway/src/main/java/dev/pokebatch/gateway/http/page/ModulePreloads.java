package dev.pokebatch.gateway.http.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Names in a page's head all modules that its script imports, directly or through others. Browsers
 * then request them all at once, and not those of an import after they have read the one before.
 */
final class ModulePreloads {

  private static final Pattern SCRIPT =
      Pattern.compile("<script type=\"module\" src=\"(\\{assets}/)([^\"]+)\">");

  private static final Pattern IMPORT = Pattern.compile("(?:from|import) '(\\.[^']+)'");

  private final Map<String, byte[]> files;

  /**
   * @param files the content of each file, by its path
   */
  ModulePreloads(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Returns a page with links to the modules before each script. */
  String in(String page) {
    return SCRIPT
        .matcher(page)
        .replaceAll(
            script ->
                Matcher.quoteReplacement(links(script.group(1), script.group(2)) + script.group()));
  }

  private String links(String assets, String module) {
    var imports = new TreeSet<String>();
    collect(module, imports);
    imports.remove(module);
    return imports.stream()
        .map(name -> "<link rel=\"modulepreload\" href=\"" + assets + name + "\" />\n")
        .collect(Collectors.joining());
  }

  private void collect(String module, SortedSet<String> found) {
    var content = files.get(module);
    if (content == null) {
      throw new IllegalStateException("a module imports one that does not exist: " + module);
    }
    if (found.add(module)) {
      IMPORT
          .matcher(new String(content, StandardCharsets.UTF_8))
          .results()
          .map(imported -> URI.create(module).resolve(imported.group(1)).getPath())
          .forEach(name -> collect(name, found));
    }
  }
}
