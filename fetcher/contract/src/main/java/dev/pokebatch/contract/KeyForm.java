package dev.pokebatch.contract;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Converts a name as people type it to the form that PokéAPI uses in paths: {@code Mr. Mime}
 * becomes {@code mr-mime}, and {@code Nidoran♀} becomes {@code nidoran-f}. Pure.
 */
public final class KeyForm {

  private static final Pattern KEY = Pattern.compile("[a-z0-9-]+");
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final Pattern APOSTROPHES = Pattern.compile("['`\u2018\u2019\u201b\u02bc\u2032]");

  /**
   * A single dot or colon, but not within a number: {@code 25.0} is not document 250, and {@code
   * 1..5} is a range.
   */
  private static final Pattern STOPS =
      Pattern.compile("(?<![.:])(?:(?<![0-9])[.:]|[.:](?![0-9]))(?![.:])");

  private static final Pattern OUTER = Pattern.compile("^[ _]+|[ _]+$");
  private static final Pattern SEPARATORS = Pattern.compile("[ _-]+");

  /** Hyphens at either end, but not the sign of a number: {@code -1} is not document 1. */
  private static final Pattern ENDS = Pattern.compile("^-+(?![0-9]+$)|-+$");

  private KeyForm() {}

  /**
   * Turns a name into PokéAPI's form: compatibility decomposition (NFKD) without combining marks,
   * lower case, {@code ♀} and {@code ♂} as {@code -f} and {@code -m}, no apostrophes, dots or
   * colons, and one hyphen for spaces, underscores and hyphens in a row, but none at either end.
   * Other characters stay, so the result may not be a valid key; see {@link
   * DocumentPath#isSegment}.
   *
   * @param name name of a resource or document, or an id; a valid key stays as it is
   */
  public static String of(String name) {
    if (KEY.matcher(name).matches()) {
      return name;
    }
    var apart = Normalizer.normalize(name.replace('\u00b4', '\''), Form.NFKD);
    var bare = MARKS.matcher(apart).replaceAll("").toLowerCase(Locale.ROOT);
    var gendered = bare.replace("\u2640", "-f").replace("\u2642", "-m");
    var plain = STOPS.matcher(APOSTROPHES.matcher(gendered).replaceAll("")).replaceAll("");
    return ENDS.matcher(SEPARATORS.matcher(OUTER.matcher(plain).replaceAll("")).replaceAll("-"))
        .replaceAll("");
  }
}
