package dev.pokebatch.fetcher.projection;

import dev.pokebatch.contract.DocumentPath;
import dev.pokebatch.fetcher.fetch.Identity;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Records a document's {@code id} and {@code name} while a scan passes its top level. Not
 * thread-safe.
 */
final class IdentityScanner {

  private static final int NOWHERE = -1;
  private static final int ID_LENGTH = 4; // with its quotes
  private static final int NAME_LENGTH = 6;
  private static final int LONGEST_ID = 9;

  private final JsonScanner scanner;
  private int idFrom = NOWHERE;
  private int idTo;
  private int nameFrom = NOWHERE;
  private int nameTo;

  /** Scans with the given scanner. */
  IdentityScanner(JsonScanner scanner) {
    this.scanner = scanner;
  }

  /** Prepares for the next text. */
  void reset() {
    idFrom = NOWHERE;
    nameFrom = NOWHERE;
  }

  /** Validates a text as {@link JsonScanner} does, recording its keys. */
  void checkText(byte[] in, int length) throws InvalidDocumentException {
    var at = scanner.skipSpace(in, 0);
    var end = in[at] == '{' ? members(in, at + 1) : scanner.skipValue(in, at, 0);
    if (scanner.skipSpace(in, end) != length) {
      throw JsonScanner.invalid();
    }
  }

  private int members(byte[] in, int from) throws InvalidDocumentException {
    var at = scanner.skipSpace(in, from);
    while (in[at] != '}') {
      var nameEnd = JsonScanner.skipName(in, at);
      var valueAt = scanner.skipColon(in, nameEnd);
      var end = scanner.skipValue(in, valueAt, 1);
      member(in, at, nameEnd, valueAt, end);
      at = scanner.next(in, end, '}');
    }
    return at + 1;
  }

  /**
   * Called for each member of the top level; of equal names the last counts.
   *
   * @param at index of the name's opening quote
   * @param nameEnd index after the name's closing quote
   */
  void member(byte[] in, int at, int nameEnd, int valueAt, int valueEnd) {
    var length = nameEnd - at;
    if (length == ID_LENGTH && in[at + 1] == 'i' && in[at + 2] == 'd') {
      idFrom = valueAt;
      idTo = valueEnd;
    } else if (length == NAME_LENGTH
        && in[at + 1] == 'n'
        && in[at + 2] == 'a'
        && in[at + 3] == 'm'
        && in[at + 4] == 'e') {
      nameFrom = valueAt;
      nameTo = valueEnd;
    }
  }

  /** The document's keys; null unless it has both. */
  @Nullable Identity found(byte[] in) {
    if (idFrom == NOWHERE
        || nameFrom == NOWHERE
        || !isId(in, idFrom, idTo)
        || in[nameFrom] != '"'
        || nameTo - nameFrom - 2 > DocumentPath.MAX_SEGMENT
        || isId(in, nameFrom + 1, nameTo - 1)) {
      return null;
    }
    var name = new String(in, nameFrom + 1, nameTo - nameFrom - 2, StandardCharsets.UTF_8);
    return DocumentPath.isSegment(name)
        ? new Identity(new String(in, idFrom, idTo - idFrom, StandardCharsets.US_ASCII), name)
        : null;
  }

  private static boolean isId(byte[] in, int from, int to) {
    for (var at = from; at < to; at++) {
      if (in[at] < '0' || in[at] > '9') {
        return false;
      }
    }
    return to - from <= LONGEST_ID;
  }
}
