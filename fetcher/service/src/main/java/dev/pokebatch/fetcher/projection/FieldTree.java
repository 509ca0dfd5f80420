package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.PathTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tree of paths whose names are bytes, so that they are compared with the text in place. */
final class FieldTree {

  private static final byte BACKSLASH = '\\';

  private final String path;
  private final boolean leaf;
  private final byte[][] names;
  private final FieldTree[] children;

  /** The number of this leaf; without meaning if this is none. */
  private final int number;

  /**
   * @param leaves the paths of the leaves so far, to which those of this node are added
   */
  private FieldTree(String path, PathTree tree, List<String> leaves) {
    this.path = path;
    this.leaf = tree.isLeaf();
    this.number = leaves.size();
    if (leaf) {
      leaves.add(path);
    }
    var entries = tree.children().entrySet();
    this.names =
        entries.stream()
            .map(e -> e.getKey().getBytes(StandardCharsets.US_ASCII))
            .toArray(byte[][]::new);
    this.children =
        entries.stream()
            .map(
                e ->
                    new FieldTree(
                        path.isEmpty() ? e.getKey() : path + "." + e.getKey(),
                        e.getValue(),
                        leaves))
            .toArray(FieldTree[]::new);
  }

  static FieldTree of(PathTree root) {
    return new FieldTree("", root, new ArrayList<>());
  }

  /** Returns the paths of the mask, in the order of their numbers. */
  static List<String> leaves(PathTree root) {
    var leaves = new ArrayList<String>();
    new FieldTree("", root, leaves);
    return List.copyOf(leaves);
  }

  /** Marks this node, which is a leaf, and no longer paths. */
  void markOwn(BitSet matched) {
    matched.set(number);
  }

  /** Whether it is a leaf and a longer path is in the mask as well, which keeps nothing more. */
  boolean hasLonger() {
    return leaf && children.length > 0;
  }

  /** The path of this node: names separated by dots; empty at the root. */
  String path() {
    return path;
  }

  /** Whether the whole value is kept. */
  boolean isLeaf() {
    return leaf;
  }

  /**
   * The subtree of the member whose name stands between two indexes; null if the member is not
   * wanted.
   */
  @Nullable FieldTree child(byte[] in, int from, int to) {
    for (var i = 0; i < names.length; i++) {
      if (Arrays.equals(names[i], 0, names[i].length, in, from, to)) {
        return children[i];
      }
    }
    return hasEscape(in, from, to) ? childOfEscaped(in, from, to) : null;
  }

  private static boolean hasEscape(byte[] in, int from, int to) {
    for (var at = from; at < to; at++) {
      if (in[at] == BACKSLASH) {
        return true;
      }
    }
    return false;
  }

  /** Compares an escaped name. Wanted names are ASCII, so only escapes of ASCII are decoded. */
  private @Nullable FieldTree childOfEscaped(byte[] in, int from, int to) {
    var plain = new byte[to - from];
    var length = 0;
    for (var at = from; at < to; at++) {
      if (in[at] != BACKSLASH) {
        plain[length++] = in[at];
      } else if (in[++at] == 'u') {
        var code = Integer.parseInt(new String(in, at + 1, 4, StandardCharsets.US_ASCII), 16);
        if (code > 0x7f) {
          return null;
        }
        plain[length++] = (byte) code;
        at += 4;
      } else {
        return null; // a quote, a slash or a control character, which no wanted name contains
      }
    }
    for (var i = 0; i < names.length; i++) {
      if (Arrays.equals(names[i], 0, names[i].length, plain, 0, length)) {
        return children[i];
      }
    }
    return null;
  }
}
