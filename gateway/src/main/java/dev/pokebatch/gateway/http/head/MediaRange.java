package dev.pokebatch.gateway.http.head;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A media range of {@code Accept} and its weight (RFC 9110, section 12.5.1). Parsed leniently:
 * parameters other than the weight are ignored, an invalid weight counts as 1, and an invalid range
 * is left out. (vertx-web parses the first line of the header only.)
 *
 * @param type a type, or {@code *}
 * @param subtype a subtype, or {@code *}
 * @param weight from 0 to 1; 0 for types that the client does not accept
 */
record MediaRange(String type, String subtype, double weight) {

  private static final MediaRange NONE = new MediaRange("", "", 0);
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
  private static final Pattern FORM =
      Pattern.compile(
          String.format(Locale.ROOT, "\\s*(?:(%1$s)/(%1$s)|\\*)\\s*(;.*)?", TOKEN), Pattern.DOTALL);
  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=\\s*([0-9]+(?:\\.[0-9]*)?)\\s*(?:;|$)");

  /** Parses the ranges of an {@code Accept} header, in their order. */
  static List<MediaRange> all(String header) {
    return HeaderList.split(header.toLowerCase(Locale.ROOT), ',').stream()
        .map(FORM::matcher)
        .filter(form -> form.matches())
        .map(form -> of(form.group(1), form.group(2), form.group(3)))
        .toList();
  }

  /**
   * Returns the type with the highest weight. Of several, the one whose range comes first in the
   * header wins, then the one that is available first.
   */
  static Optional<String> best(List<MediaRange> ranges, List<String> available) {
    return available.stream()
        .filter(type -> mostSpecific(ranges, type).weight > 0)
        .min(
            Comparator.<String>comparingDouble(type -> -mostSpecific(ranges, type).weight)
                .thenComparing(type -> ranges.indexOf(mostSpecific(ranges, type))));
  }

  private static MediaRange of(
      @Nullable String type, @Nullable String subtype, @Nullable String parameters) {
    var weight = WEIGHT.matcher(parameters == null ? "" : parameters);
    return new MediaRange(
        type == null ? "*" : type,
        subtype == null ? "*" : Negotiation.canonical(type + "/" + subtype).split("/", 2)[1],
        weight.find() ? Math.min(1, Double.parseDouble(weight.group(1))) : 1);
  }

  /**
   * Returns the most specific range that matches a type, so that a client can exclude one type of a
   * wider range.
   */
  private static MediaRange mostSpecific(List<MediaRange> ranges, String type) {
    return ranges.stream()
        .filter(range -> range.matches(type))
        .max(Comparator.comparingInt(MediaRange::specificity))
        .orElse(NONE);
  }

  private boolean matches(String other) {
    var slash = other.indexOf('/');
    return (type.equals("*") || type.equals(other.substring(0, slash)))
        && (subtype.equals("*") || subtype.equals(other.substring(slash + 1)));
  }

  private int specificity() {
    return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
  }
}
