package dev.pokebatch.gateway.batch;

import dev.pokebatch.fetcher.contract.DocumentPath;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a {@code get}. Only what has the form of a {@link DocumentPath} or of a range
 * is taken for one; a link is passed on for the fetcher to judge, who knows its upstream.
 */
final class TargetReader {

  /** The longest text that is accepted, in characters. */
  static final int MAX_LENGTH = 512;

  private static final Pattern PRINTABLE = Pattern.compile("[!-~]*");
  private static final Pattern RANGE = Pattern.compile("([A-Za-z0-9_-]+)/([0-9]+)\\.\\.([0-9]+)/?");
  private static final Pattern RANGE_LIKE = Pattern.compile("[^/]*/[^/]*\\.\\.[^/]*/?");
  private static final Pattern ID = Pattern.compile("[0-9]{1,9}");

  private static final String FORMS =
      "resource/key, resource/key/encounters, resource/a..b, resource?limit=&offset=,"
          + " a path such as /api/v2/pokemon/25/, or a URL";

  private TargetReader() {}

  /** The target, or null where the text is none, which is a fault then. */
  static @Nullable Target read(String text, Pointer at, Faults faults) {
    if (text.length() > MAX_LENGTH) {
      faults.add(at, "may have at most %d characters, not %d".formatted(MAX_LENGTH, text.length()));
      return null;
    }
    if (!PRINTABLE.matcher(text).matches()) {
      faults.add(at, "has characters that are not printable ASCII: '" + Excerpt.of(text) + "'");
      return null;
    }
    if (text.startsWith("/") || text.contains("://")) {
      return Target.Single.ofLink(text);
    }
    var range = RANGE.matcher(text);
    if (range.matches()) {
      return range(range.group(1), range.group(2), range.group(3), at, faults);
    }
    var path = DocumentPath.parse(text);
    if (path.isPresent()) {
      return new Target.Single(path.get().toString());
    }
    faults.add(
        at,
        RANGE_LIKE.matcher(text).matches()
            ? "is no range: '%s'; a range is resource/a..b with two whole numbers, such as"
                    .formatted(Excerpt.of(text))
                + " pokemon/1..151"
            : "is '%s', but must be %s".formatted(Excerpt.of(text), FORMS));
    return null;
  }

  /**
   * The documents of a resource from one id to another, or null where that is a fault.
   *
   * @param name the resource's, in any case
   * @param first digits
   * @param last digits
   */
  static @Nullable Target range(String name, String first, String last, Pointer at, Faults faults) {
    var resource = name.toLowerCase(Locale.ROOT);
    if (!DocumentPath.isSegment(resource)) {
      faults.add(at, "has a resource of more than " + DocumentPath.MAX_SEGMENT + " characters");
    } else if (!ID.matcher(first).matches() || !ID.matcher(last).matches()) {
      faults.add(at, "is a range of ids, which have at most 9 digits");
    } else if (Integer.parseInt(first) > Integer.parseInt(last)) {
      faults.add(at, "is a range that ends before it begins: %s..%s".formatted(first, last));
    } else {
      return new Target.Range(resource, Integer.parseInt(first), Integer.parseInt(last));
    }
    return null;
  }
}
