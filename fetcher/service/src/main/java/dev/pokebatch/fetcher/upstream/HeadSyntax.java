package dev.pokebatch.fetcher.upstream;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The syntax of a response's head (RFC 9112). HTTP clients are lenient in different ways; these
 * rules are the stricter of both transports'. Pure.
 */
final class HeadSyntax {

  /** Returned instead of the status of an invalid response. */
  static final int INVALID = -1;

  /** Returned instead of a length that the head does not specify. */
  static final long UNKNOWN_LENGTH = -1;

  private static final int NO_CONTENT = 204;
  private static final int NOT_MODIFIED = 304;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final Pattern STATUS_LINE =
      Pattern.compile("HTTP/1\\.[01] [1-9][0-9]{2}(?: .*)?\r\n");
  private static final Pattern FIELD_LINE =
      Pattern.compile("(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:|[ \t]).*\r\n");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  private HeadSyntax() {}

  /**
   * Parses the status line (section 4).
   *
   * @return {@link #INVALID} if it is malformed or has a status that was not asked for
   */
  static int status(String line) {
    if (!STATUS_LINE.matcher(line).matches()) {
      return INVALID;
    }
    var status = Integer.parseInt(line.substring(STATUS_AT, STATUS_AT + 3));
    return status == SWITCHING_PROTOCOLS ? INVALID : status;
  }

  /** Whether the status is interim, so that another response follows (RFC 9110, section 15.2). */
  static boolean isInterim(int status) {
    return status < 200;
  }

  /** Whether a line is a header field or the continuation of a folded one (section 5). */
  static boolean isField(String line) {
    return FIELD_LINE.matcher(line).matches();
  }

  /**
   * Whether a head specifies its body's length in at most one way, and in a supported one (section
   * 6.3).
   *
   * @param values returns all lines of a header, by its lower-case name
   */
  static boolean isFramed(Function<String, List<String>> values) {
    var lengths = values.apply("content-length");
    var codings = values.apply("transfer-encoding");
    return lengths.size() + codings.size() <= 1
        && lengths.stream().allMatch(length -> LENGTH.matcher(length.strip()).matches())
        && codings.stream().allMatch(coding -> coding.strip().equalsIgnoreCase("chunked"));
  }

  /**
   * The length of the body in bytes (section 6.3).
   *
   * @param values returns all lines of a header, by its lower-case name; the head {@link #isFramed}
   * @return {@link #UNKNOWN_LENGTH} if the head does not specify it
   */
  static long bodyLength(int status, Function<String, List<String>> values) {
    if (status == NO_CONTENT || status == NOT_MODIFIED) {
      return 0; // whatever its Content-Length
    }
    return values.apply("content-length").stream()
        .mapToLong(length -> Long.parseLong(length.strip()))
        .findFirst()
        .orElse(UNKNOWN_LENGTH);
  }
}
