package dev.pokebatch.fetcher.projection;

import io.vertx.core.buffer.Buffer;

/**
 * Copies what a field tree names from one text to another, in the document's own structure and
 * order, without the space between; values that are kept whole are copied to the byte.
 *
 * <p>A member of which nothing is wanted, or in which nothing that is wanted is found, is left out.
 * Arrays are mapped: an object in one stays, as {@code {}} where it has nothing to give, so that
 * places hold, as long as any of its neighbours gives something; values that are neither object nor
 * array are left out of it. An empty array is the document's own word and stays. Not for several
 * threads.
 */
final class JsonProjector {

  private Output out = new Output();
  private boolean matched;

  /**
   * Projects a text.
   *
   * @param in the text, with {@link JsonScanner#PADDING} zero bytes after it
   * @param length its length without those
   */
  Buffer project(byte[] in, int length, FieldTree fields) throws InvalidDocumentException {
    out = out.reset();
    var end = JsonScanner.skipSpace(in, value(in, JsonScanner.skipSpace(in, 0), fields, 0));
    if (end != length) {
      throw JsonScanner.invalid();
    }
    return out.isEmpty() ? Buffer.buffer("{}") : out.toBuffer();
  }

  /** A value of which members are wanted; says in {@link #matched} whether it gave any. */
  private int value(byte[] in, int at, FieldTree fields, int depth)
      throws InvalidDocumentException {
    if (in[at] == '{') {
      return object(in, at + 1, fields, depth + 1);
    }
    if (in[at] == '[') {
      return array(in, at + 1, fields, depth + 1);
    }
    matched = false;
    return JsonScanner.skipValue(in, at, depth);
  }

  private int object(byte[] in, int from, FieldTree fields, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    out.add('{');
    var any = false;
    var at = JsonScanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = JsonScanner.skipColon(in, nameEnd);
      var wanted = fields.child(in, at + 1, nameEnd - 1);
      if (wanted == null) {
        at = JsonScanner.skipValue(in, valueAt, depth);
      } else {
        var mark = out.length();
        out.comma(any).add(in, at, nameEnd).add(':');
        at = member(in, valueAt, wanted, depth);
        any |= matched;
        if (!matched) {
          out.backTo(mark);
        }
      }
      at = next(in, at, '}');
    }
    out.add('}');
    matched = any;
    return at + 1;
  }

  private int member(byte[] in, int at, FieldTree wanted, int depth)
      throws InvalidDocumentException {
    if (!wanted.isLeaf()) {
      return value(in, at, wanted, depth);
    }
    var end = JsonScanner.skipValue(in, at, depth);
    out.add(in, at, end);
    matched = true;
    return end;
  }

  private int array(byte[] in, int from, FieldTree fields, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    out.add('[');
    var at = JsonScanner.skipSpace(in, from);
    var any = in[at] == ']';
    var kept = false;
    while (in[at] != ']') {
      if (in[at] == '{' || in[at] == '[') {
        out.comma(kept);
        kept = true;
        at = value(in, at, fields, depth);
        any |= matched;
      } else {
        at = JsonScanner.skipValue(in, at, depth);
      }
      at = next(in, at, ']');
    }
    out.add(']');
    matched = any;
    return at + 1;
  }

  /** The place of the next element or member, or of the bracket that ends them. */
  private static int next(byte[] in, int from, char close) throws InvalidDocumentException {
    var at = JsonScanner.skipSpace(in, from);
    if (in[at] == close) {
      return at;
    }
    at = JsonScanner.skipSpace(in, JsonScanner.skipByte(in, at, ','));
    if (in[at] == close) {
      throw JsonScanner.invalid(); // a comma with nothing after it
    }
    return at;
  }
}
