package dev.pokebatch.gateway.http.head;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Some media types, and how much a client would like one of them (RFC 9110, section 12.5.1). Read
 * leniently: parameters other than the weight are passed over, a weight that is none counts as 1,
 * and what is no range at all is as if it were not there.
 *
 * @param type a type, or {@code *}
 * @param subtype a subtype, or {@code *}
 * @param weight 0 for what the client does not take
 */
record MediaRange(String type, String subtype, double weight) {

  private static final MediaRange NONE = new MediaRange("", "", 0);
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9a-z-]+";
  private static final Pattern FORM =
      Pattern.compile(
          String.format(Locale.ROOT, "\\s*(?:(%1$s)/(%1$s)|\\*)\\s*(;.*)?", TOKEN), Pattern.DOTALL);
  private static final Pattern WEIGHT =
      Pattern.compile(";\\s*q\\s*=\\s*([0-9]+(?:\\.[0-9]*)?)\\s*(?:;|$)");

  /** The ranges of an {@code Accept} header, in its order. */
  static List<MediaRange> all(String header) {
    return HeaderList.split(header.toLowerCase(Locale.ROOT), ',').stream()
        .map(FORM::matcher)
        .filter(form -> form.matches())
        .map(form -> of(form.group(1), form.group(2), form.group(3)))
        .toList();
  }

  /**
   * The type that the client would like best: of several, the one that it names first, and then the
   * one that is available first.
   */
  static Optional<String> best(List<MediaRange> wishes, List<String> available) {
    return available.stream()
        .filter(type -> decisive(wishes, type).weight > 0)
        .min(
            Comparator.<String>comparingDouble(type -> -decisive(wishes, type).weight)
                .thenComparing(type -> wishes.indexOf(decisive(wishes, type))));
  }

  private static MediaRange of(
      @Nullable String type, @Nullable String subtype, @Nullable String parameters) {
    var weight = WEIGHT.matcher(parameters == null ? "" : parameters);
    return new MediaRange(
        type == null ? "*" : type,
        subtype == null ? "*" : Negotiation.canonical(type + "/" + subtype).split("/", 2)[1],
        weight.find() ? Math.min(1, Double.parseDouble(weight.group(1))) : 1);
  }

  /** The range that says most of a type: so a client can exclude one of many. */
  private static MediaRange decisive(List<MediaRange> wishes, String type) {
    return wishes.stream()
        .filter(wish -> wish.matches(type))
        .max(Comparator.comparingInt(MediaRange::precision))
        .orElse(NONE);
  }

  private boolean matches(String other) {
    var slash = other.indexOf('/');
    return (type.equals("*") || type.equals(other.substring(0, slash)))
        && (subtype.equals("*") || subtype.equals(other.substring(slash + 1)));
  }

  private int precision() {
    return (type.equals("*") ? 0 : 1) + (subtype.equals("*") ? 0 : 1);
  }
}
