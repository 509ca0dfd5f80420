package dev.pokebatch.contract.jsonpath;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads character classes and escapes of an I-Regexp (RFC 9485, section 3, charClass) and
 * translates them for RE2.
 */
final class CharacterClasses {

  private static final Pattern CATEGORY =
      Pattern.compile(
          "\\\\[pP]\\{(?:L[lmotu]?|M[cen]?|N[dlo]?|P[c-fios]?|Z[lps]?|S[ckmo]?|C[cfno]?)\\}");
  private static final String ESCAPABLE = "()*+-.?[\\]^{|}";
  private static final String ASSIGNED = "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}";

  private static final int NONE = -1;

  /** The work of compiling a Unicode category, which is a table of several hundred ranges. */
  private static final int COST = 500;

  private final QueryScanner in;
  private final StringBuilder out;
  private final WorkBudget work;

  CharacterClasses(QueryScanner in, StringBuilder out, WorkBudget work) {
    this.in = in;
    this.out = out;
    this.work = work;
  }

  /** Reads a class or an escape; returns false if it is ill-formed. */
  boolean read() {
    if (in.skip('[')) {
      return expression();
    }
    var category = in.token(CATEGORY);
    if (category == null) {
      return literal(single(""));
    }
    out.append('[');
    category(category);
    out.append(']');
    return true;
  }

  /** Reads a literal character, unless it is one of {@code unfit}. */
  boolean plain(String unfit) {
    return literal(single(unfit));
  }

  private boolean expression() {
    out.append(in.skip('^') ? "[^" : "[");
    var empty = !minus();
    while (!in.skip(']')) {
      if (in.atEnd() || !(in.sees('-') ? minus() && in.sees(']') : item())) {
        return false;
      }
      empty = false;
    }
    out.append(']');
    return !empty;
  }

  private boolean minus() {
    var found = in.skip('-');
    out.append(found ? "\\-" : "");
    return found;
  }

  private boolean item() {
    var category = in.token(CATEGORY);
    if (category != null) {
      category(category);
      return true;
    }
    var from = single("-[]");
    var mark = in.at();
    if (!in.skip('-') || in.sees(']')) {
      in.back(mark);
      return literal(from);
    }
    var to = in.atEnd() ? NONE : single("-[]");
    if (to < from || !literal(from)) {
      return false;
    }
    out.append('-');
    return literal(to);
  }

  /** Reads a literal or escaped character; returns {@link #NONE} if there is none. */
  private int single(String unfit) {
    var point = in.next();
    if (point != '\\') {
      return unfit.indexOf(point) < 0 ? point : NONE;
    }
    var escaped = in.atEnd() ? NONE : in.next();
    return switch (escaped) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      default -> ESCAPABLE.indexOf(escaped) < 0 ? NONE : escaped;
    };
  }

  private boolean literal(int point) {
    if (point == NONE || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)) {
      return false;
    }
    if (point < 0x80 && Character.isLetterOrDigit(point)) {
      out.append((char) point);
    } else {
      out.append("\\x{").append(Integer.toHexString(point)).append('}');
    }
    return true;
  }

  /** Translates a category. RE2 lacks Cn (unassigned), also as a part of C. */
  private void category(String category) {
    work.spend(COST);
    out.append(
        switch (category) {
          case "\\p{Cn}" -> Unassigned.RANGES;
          case "\\P{Cn}" -> ASSIGNED + "\\p{C}";
          case "\\p{C}" -> "\\p{C}" + Unassigned.RANGES;
          case "\\P{C}" -> ASSIGNED;
          default -> category;
        });
  }

  /** The unassigned code points, computed on first use. */
  private static final class Unassigned {

    static final String RANGES = ranges();

    private static String ranges() {
      var ranges = new StringBuilder();
      var start = 0;
      for (var point = 0; point <= Character.MAX_CODE_POINT + 1; point++) {
        if (point > Character.MAX_CODE_POINT || Character.isDefined(point)) {
          if (start < point) {
            ranges.append(String.format(Locale.ROOT, "\\x{%x}-\\x{%x}", start, point - 1));
          }
          start = point + 1;
        }
      }
      return ranges.toString();
    }
  }
}
