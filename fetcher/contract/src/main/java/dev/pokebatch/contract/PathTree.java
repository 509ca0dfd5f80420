package dev.pokebatch.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dotted paths into a document, as a tree of names; arrays on the way are mapped. A place in the
 * tree is a tree itself. Not changed once it has been read.
 */
public final class PathTree {

  private final Map<String, PathTree> children = new LinkedHashMap<>();
  private boolean end;

  PathTree() {}

  void add(String path) {
    var at = this;
    for (var name : path.split("\\.", -1)) {
      at = at.children.computeIfAbsent(name, n -> new PathTree());
    }
    at.end = true;
  }

  /** Whether a path ends here; others may lead on. */
  public boolean isEnd() {
    return end;
  }

  /** Whether the whole value is meant: nothing narrower was named, or all of it was too. */
  public boolean isLeaf() {
    return end || children.isEmpty();
  }

  /** Where paths lead on to, by name. */
  public Map<String, PathTree> children() {
    return Collections.unmodifiableMap(children);
  }

  /** The place that a dotted path leads to, or null where no path leads there. */
  public @Nullable PathTree at(String path) {
    var at = this;
    for (var name : path.split("\\.", -1)) {
      at = at.children.get(name);
      if (at == null) {
        return null;
      }
    }
    return at;
  }

  /** The paths again, comma-separated. */
  @Override
  public String toString() {
    return children.entrySet().stream()
        .map(child -> child.getValue().below(child.getKey()))
        .collect(Collectors.joining(","));
  }

  private String below(String path) {
    var longer =
        children.entrySet().stream()
            .map(child -> child.getValue().below(path + "." + child.getKey()))
            .collect(Collectors.joining(","));
    return end && !longer.isEmpty() ? path + "," + longer : end ? path : longer;
  }
}
