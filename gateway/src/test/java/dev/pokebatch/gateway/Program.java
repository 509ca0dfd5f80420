package dev.pokebatch.gateway;

import dev.pokebatch.gateway.testing.Fence;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How to run a block of a page.
 *
 * @param file that its text has to be in; empty if it is typed
 * @param needs a shell command that fails if something is not installed
 * @param command runs it
 */
record Program(String file, String needs, String command) {

  private static final Pattern TOOL = Pattern.compile("\\b(curl|jq|openapi-typescript)\\b");
  private static final Pattern NODE_MODULE = Pattern.compile("\\bfrom '([^.'][^']*)'");
  private static final Pattern PYTHON_MODULE = Pattern.compile("(?m)^import (\\w+)");
  private static final Pattern URL = Pattern.compile("\"(http://[^\"]*)\"");

  /** Empty for what is no program: what another one prints. */
  static Optional<Program> of(Fence fence) {
    var text = fence.text();
    return Optional.ofNullable(
        switch (fence.kind()) {
          case "sh" -> new Program("", installed(names(TOOL, text)), text);
          case "js" -> javaScript(text);
          case "ts" ->
              new Program(
                  "program.ts",
                  installed(Stream.of("tsc", "node")),
                  "tsc --strict --target es2022 --module es2022 --lib es2022,dom program.ts"
                      + " && mv program.js program.mjs && node program.mjs");
          case "python" -> python(text);
          case "powerquery" -> powerQuery(text);
          default -> null;
        });
  }

  private static Program javaScript(String text) {
    var modules = names(NODE_MODULE, text).toList();
    var there = modules.stream().map(name -> "test -d \"$(npm root --global)/" + name + "\"\n");
    var link = modules.isEmpty() ? "" : "ln -sfn \"$(npm root --global)\" node_modules\n";
    return new Program(
        "program.mjs",
        installed(Stream.of("node")) + there.collect(Collectors.joining()),
        link + "node program.mjs");
  }

  /** By the first interpreter that has all modules: the one on the path, or Debian's. */
  private static Program python(String text) {
    var modules = names(PYTHON_MODULE, text).collect(Collectors.joining(", "));
    var choose =
        "for p in python3 /usr/bin/python3; do \"$p\" -c 'import "
            + modules
            + "' 2>/dev/null && python=$p && break; done\n";
    return new Program(
        "program.py", choose + "test -n \"$python\"", choose + "\"$python\" program.py");
  }

  /** Only Excel runs it; this is the request that it sends. */
  private static Program powerQuery(String text) {
    var url = names(URL, text).findFirst().orElseThrow();
    return new Program(
        "", installed(Stream.of("curl")), "curl -s '" + url + "' -H 'accept: text/csv'");
  }

  private static String installed(Stream<String> commands) {
    return commands.map(name -> "command -v " + name + "\n").collect(Collectors.joining());
  }

  private static Stream<String> names(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1));
  }
}
