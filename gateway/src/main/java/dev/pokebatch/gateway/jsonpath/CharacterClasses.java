package dev.pokebatch.gateway.jsonpath;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads what stands for one of several characters in an I-Regexp, and escapes (RFC 9485, section 3,
 * charClass), and writes it for RE2.
 */
final class CharacterClasses {

  private static final Pattern CATEGORY =
      Pattern.compile(
          "\\\\[pP]\\{(?:L[lmotu]?|M[cen]?|N[dlo]?|P[c-fios]?|Z[lps]?|S[ckmo]?|C[cfno]?)\\}");
  private static final String ESCAPABLE = "()*+-.?[\\]^{|}";
  private static final String ASSIGNED = "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}";

  private static final int NONE = -1;

  /** What it costs to compile a category, which is a table of some hundred ranges. */
  private static final int COST = 500;

  private final Scanner in;
  private final StringBuilder out;
  private final WorkBudget work;

  CharacterClasses(Scanner in, StringBuilder out, WorkBudget work) {
    this.in = in;
    this.out = out;
    this.work = work;
  }

  /** Reads from a {@code [} or a backslash on; false where it is ill-formed. */
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

  /** Reads a character that stands for itself, but for some that may not. */
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

  /** A character, as it is or escaped, or {@link #NONE}. */
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

  /** RE2 does not know what is unassigned: neither by itself, nor as a part of C. */
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

  /** The code points that are no characters yet, found when they are first asked for. */
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
