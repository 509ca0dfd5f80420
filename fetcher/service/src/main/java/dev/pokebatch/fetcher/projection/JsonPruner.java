package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.jsonpath.Pruning;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies what a {@link Pruning} keeps of a JSON text in one pass, validating all of it. Not
 * thread-safe.
 */
final class JsonPruner {

  private final JsonScanner scanner;
  private final IdentityScanner keys;
  private ByteOutput out = new ByteOutput();

  /**
   * @param scanner skips values
   * @param keys records the document's keys
   */
  JsonPruner(JsonScanner scanner, IdentityScanner keys) {
    this.scanner = scanner;
    this.keys = keys;
  }

  /**
   * Prunes a text.
   *
   * @param in the text, followed by {@link JsonScanner#PADDING} zero bytes
   * @param length its length without the padding
   */
  Buffer prune(byte[] in, int length, ByteNames keep) throws InvalidDocumentException {
    return cut(in, length, keep).toBuffer();
  }

  /** Prunes a text; the result is valid until the next call. */
  ByteOutput cut(byte[] in, int length, ByteNames keep) throws InvalidDocumentException {
    out = out.reset();
    var end = scanner.skipSpace(in, value(in, scanner.skipSpace(in, 0), keep, 0));
    if (end != length) {
      throw JsonScanner.invalid();
    }
    return out;
  }

  private int value(byte[] in, int at, ByteNames keep, int depth) throws InvalidDocumentException {
    if (!keep.whole && in[at] == '{') {
      return object(in, at + 1, keep, depth + 1);
    }
    if (!keep.whole && in[at] == '[') {
      return array(in, at + 1, keep, depth + 1);
    }
    var end = scanner.skipValue(in, at, depth);
    out.add(in, at, end);
    return end;
  }

  private int object(byte[] in, int from, ByteNames keep, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    out.add('{');
    var any = false;
    var at = scanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = scanner.skipColon(in, nameEnd);
      var wanted = keep.member(in, at, nameEnd);
      int end;
      if (wanted == null) {
        end = scanner.skipValue(in, valueAt, depth);
      } else {
        out.comma(any).add(in, at, nameEnd).add(':');
        any = true;
        end = value(in, valueAt, wanted, depth);
      }
      if (depth == 1) {
        keys.member(in, at, nameEnd, valueAt, end);
      }
      at = scanner.next(in, end, '}');
    }
    out.add('}');
    return at + 1;
  }

  private int array(byte[] in, int from, ByteNames keep, int depth)
      throws InvalidDocumentException {
    JsonScanner.checkDepth(depth);
    out.add('[');
    var any = false;
    var at = scanner.skipSpace(in, from);
    while (in[at] != ']') {
      if (keep.elements == null) {
        at = scanner.skipValue(in, at, depth);
      } else {
        out.comma(any);
        any = true;
        at = value(in, at, keep.elements, depth);
      }
      at = scanner.next(in, at, ']');
    }
    out.add(']');
    return at + 1;
  }

  /** A pruning whose names are bytes, so that they are compared with the text in place. */
  static final class ByteNames {

    private final boolean whole;
    private final byte[][] names;
    private final ByteNames[] members;
    private final @Nullable ByteNames children;
    private final @Nullable ByteNames elements;

    private ByteNames(Pruning pruning) {
      whole = pruning.isWhole();
      names =
          pruning.members().keySet().stream()
              .map(name -> name.getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      members = pruning.members().values().stream().map(ByteNames::new).toArray(ByteNames[]::new);
      var others = pruning.children();
      children = others == null ? null : new ByteNames(others);
      elements = pruning.elements() == pruning ? this : children;
    }

    static ByteNames of(Pruning pruning) {
      return new ByteNames(pruning);
    }

    /**
     * The pruning of the member whose quoted name stands between two indexes; null to leave it out.
     */
    private @Nullable ByteNames member(byte[] in, int from, int to) {
      for (var at = from; at < to; at++) {
        if (in[at] == '\\') {
          var name = (String) Json.decodeValue(Buffer.buffer(Arrays.copyOfRange(in, from, to)));
          var plain = name.getBytes(StandardCharsets.UTF_8);
          return find(plain, 0, plain.length);
        }
      }
      return find(in, from + 1, to - 1);
    }

    private @Nullable ByteNames find(byte[] in, int from, int to) {
      for (var i = 0; i < names.length; i++) {
        if (Arrays.equals(names[i], 0, names[i].length, in, from, to)) {
          return members[i];
        }
      }
      return children;
    }
  }
}
