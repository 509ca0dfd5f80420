package dev.pokebatch.fetcher.projection;

import io.vertx.core.buffer.Buffer;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Copies the fields that a tree names, keeping the document's structure and order; values that are
 * kept whole are copied byte by byte.
 *
 * <p>Members without any wanted value are left out. Arrays are mapped element by element: an object
 * without wanted fields stays as {@code {}}, so that indexes stay aligned, if any other element has
 * wanted fields; elements that are neither object nor array are left out. Empty arrays stay. Not
 * thread-safe.
 */
final class JsonProjector {

  private final JsonScanner scanner;
  private final LinkScanner links;
  private final IdentityScanner keys;
  private ByteOutput out = new ByteOutput();
  private final BitSet leaves = new BitSet();
  private boolean matched;

  /** Whether paths are only looked for in a value that is kept whole anyway. */
  private boolean onlyMarks;

  /**
   * @param scanner skips unwanted values
   * @param links finds and records links
   * @param keys records the document's keys
   */
  JsonProjector(JsonScanner scanner, LinkScanner links, IdentityScanner keys) {
    this.scanner = scanner;
    this.links = links;
    this.keys = keys;
  }

  /**
   * Projects a text. Links that are to be followed are kept whole and recorded.
   *
   * @param in the text, followed by {@link JsonScanner#PADDING} zero bytes
   * @param length its length without the padding
   * @param follow the paths of the links to follow, or null for none
   */
  Buffer project(byte[] in, int length, FieldTree fields, @Nullable FieldTree follow)
      throws InvalidDocumentException {
    out = out.reset();
    leaves.clear();
    onlyMarks = false;
    var end = scanner.skipSpace(in, value(in, scanner.skipSpace(in, 0), fields, follow, 0));
    if (end != length) {
      throw JsonScanner.invalid();
    }
    return out.isEmpty() ? Buffer.buffer("{}") : out.toBuffer();
  }

  /** The numbers of the leaves that the last text has; an empty array has none below it. */
  BitSet leaves() {
    return leaves;
  }

  /** Copies the wanted parts of a value; {@link #matched} says whether there were any. */
  private int value(byte[] in, int at, FieldTree fields, @Nullable FieldTree follow, int depth)
      throws InvalidDocumentException {
    if (follow == null || follow.path().isEmpty()) {
      return copyFields(in, at, fields, follow, depth);
    }
    var link = links.link(in, at, depth);
    if (link != LinkScanner.NONE) {
      if (!onlyMarks) {
        links.note(out.length(), out.length() + link - at, follow);
      }
      if (fields.isLeaf()) {
        fields.markOwn(leaves); // longer paths are looked for in the replacing document
      }
      return whole(in, at, link);
    }
    var external = links.external();
    var end = copyFields(in, at, fields, follow, depth);
    if (matched && !onlyMarks) {
      links.noteExternal(external, follow);
    }
    return end;
  }

  /** Copies a value that is not a link to follow. */
  private int copyFields(byte[] in, int at, FieldTree fields, @Nullable FieldTree follow, int depth)
      throws InvalidDocumentException {
    if (fields.isLeaf()) {
      fields.markOwn(leaves);
      if (fields.hasLonger()) {
        markLonger(in, at, fields, follow, depth);
      }
      return whole(
          in,
          at,
          follow == null || onlyMarks
              ? scanner.skipValue(in, at, depth)
              : links.skipWithin(in, at, follow, out.length() - at, depth));
    }
    if (in[at] == '{') {
      return object(in, at + 1, fields, follow, depth + 1);
    }
    if (in[at] == '[') {
      return array(in, at + 1, fields, follow, depth + 1);
    }
    matched = false;
    return scanner.skipValue(in, at, depth);
  }

  /** Marks the longer paths that a value has, which is kept whole anyway. */
  private void markLonger(
      byte[] in, int at, FieldTree fields, @Nullable FieldTree follow, int depth)
      throws InvalidDocumentException {
    var mark = out.length();
    var outer = onlyMarks;
    onlyMarks = true;
    if (in[at] == '{') {
      object(in, at + 1, fields, follow, depth + 1);
    } else if (in[at] == '[') {
      array(in, at + 1, fields, follow, depth + 1);
    }
    onlyMarks = outer;
    out.backTo(mark);
  }

  private int whole(byte[] in, int from, int to) {
    out.add(in, from, to);
    matched = true;
    return to;
  }

  private int object(byte[] in, int from, FieldTree fields, @Nullable FieldTree follow, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    out.add('{');
    var any = false;
    var at = scanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = scanner.skipColon(in, nameEnd);
      var wanted = fields.child(in, at + 1, nameEnd - 1);
      var end = valueAt;
      if (wanted == null) {
        end = scanner.skipValue(in, valueAt, depth);
      } else {
        var mark = out.length();
        out.comma(any).add(in, at, nameEnd).add(':');
        var on = follow == null ? null : follow.child(in, at + 1, nameEnd - 1);
        end = value(in, valueAt, wanted, on, depth);
        any |= matched;
        if (!matched) {
          out.backTo(mark);
        }
      }
      if (depth == 1) {
        keys.member(in, at, nameEnd, valueAt, end);
      }
      at = scanner.next(in, end, '}');
    }
    out.add('}');
    matched = any;
    return at + 1;
  }

  private int array(byte[] in, int from, FieldTree fields, @Nullable FieldTree follow, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    out.add('[');
    var at = scanner.skipSpace(in, from);
    var any = in[at] == ']';
    var kept = false;
    while (in[at] != ']') {
      if (in[at] == '{' || in[at] == '[' || isLink(in, at, follow, depth)) {
        out.comma(kept);
        kept = true;
        at = value(in, at, fields, follow, depth);
        any |= matched;
      } else {
        at = scanner.skipValue(in, at, depth);
      }
      at = scanner.next(in, at, ']');
    }
    out.add(']');
    matched = any;
    return at + 1;
  }

  private boolean isLink(byte[] in, int at, @Nullable FieldTree follow, int depth)
      throws InvalidDocumentException {
    return follow != null && in[at] == '"' && links.link(in, at, depth) != LinkScanner.NONE;
  }
}
