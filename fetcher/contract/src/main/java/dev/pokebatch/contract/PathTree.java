package dev.pokebatch.contract;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Dotted paths into a document, as a tree of names. A path applies to each element of an array. A
 * subtree is a tree itself. Not changed after parsing.
 */
public final class PathTree {

  /** No map of its own while there are no children: most trees are leaves. */
  private Map<String, PathTree> children = Map.of();

  private boolean end;

  PathTree() {}

  void add(String path) {
    var at = this;
    for (var name : path.split("\\.", -1)) {
      at = at.child(name);
    }
    at.end = true;
  }

  /** Adds the path of the whole value. */
  void addWhole() {
    end = true;
  }

  /** Returns a tree with the same longer paths that selects the whole value as well. */
  PathTree whole() {
    var whole = new PathTree();
    whole.children = children;
    whole.end = true;
    return whole;
  }

  private PathTree child(String name) {
    if (children.isEmpty()) {
      children = new LinkedHashMap<>(2);
    }
    return children.computeIfAbsent(name, n -> new PathTree());
  }

  /** Whether a path ends here. Other paths may continue. */
  public boolean isEnd() {
    return end;
  }

  /** Whether the paths select the whole value: one ends here, or none continues. */
  public boolean isLeaf() {
    return end || children.isEmpty();
  }

  /** The subtrees, by name. */
  public Map<String, PathTree> children() {
    return Collections.unmodifiableMap(children);
  }

  /** The subtree at a dotted path, or null if there is none. */
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

  /** The paths, separated by commas. */
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
