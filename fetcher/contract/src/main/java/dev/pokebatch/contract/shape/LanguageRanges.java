package dev.pokebatch.contract.shape;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Language ranges, and which of several languages they select (RFC 4647). Pure. */
public final class LanguageRanges {

  /** The most ranges of one client that count; browsers send up to about ten. */
  private static final int MOST = 16;

  private static final String DEFAULT = "en";
  private static final Pattern RANGE = Pattern.compile("[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,7}");

  /** A range of {@code Accept-Language} with its weight (RFC 9110, section 12.5.4). */
  private static final Pattern WEIGHTED =
      Pattern.compile(
          "\\s*([A-Za-z0-9-]{1,80})\\s*(?:;\\s*[qQ]=(0(?:\\.[0-9]{0,3})?|1(?:\\.0{0,3})?)\\s*)?");

  private LanguageRanges() {}

  private record WeightedRange(String range, double weight) {}

  /** Whether a text is one range, such as {@code de} or {@code zh-hant}. */
  public static boolean isRange(String text) {
    return RANGE.matcher(text).matches();
  }

  /**
   * Reads the header {@code Accept-Language}. Ignores what is no range, {@code *}, and ranges of
   * weight 0.
   *
   * @return the ranges in lower case, the best first
   */
  public static List<String> ofHeader(String header) {
    var ranges = new ArrayList<WeightedRange>();
    for (var part : header.split(",", -1)) {
      var form = WEIGHTED.matcher(part);
      if (ranges.size() < MOST && form.matches() && isRange(form.group(1))) {
        var weight = form.group(2) == null ? 1 : Double.parseDouble(form.group(2));
        if (weight > 0) {
          ranges.add(new WeightedRange(form.group(1).toLowerCase(Locale.ROOT), weight));
        }
      }
    }
    ranges.sort(Comparator.comparingDouble(WeightedRange::weight).reversed()); // stable
    return ranges.stream().map(WeightedRange::range).distinct().toList();
  }

  /**
   * Finds the best language by look-up (section 3.4): each range in turn, shortened from its end
   * until a language is equal to it; then {@code en}; then the first language.
   *
   * @param tags the languages that there are, at least one
   * @param ranges the ranges, the best first
   * @return the index of the language
   */
  static int best(List<String> tags, List<String> ranges) {
    var places = new HashMap<String, Integer>();
    for (var i = 0; i < tags.size(); i++) {
      places.putIfAbsent(tags.get(i).toLowerCase(Locale.ROOT), i);
    }
    for (var range : ranges) {
      var place = find(places, range.toLowerCase(Locale.ROOT));
      if (place >= 0) {
        return place;
      }
    }
    return places.getOrDefault(DEFAULT, 0);
  }

  private static int find(Map<String, Integer> places, String range) {
    for (var rest = range; !rest.isEmpty(); rest = shortened(rest)) {
      var place = places.get(rest);
      if (place != null) {
        return place;
      }
    }
    return -1;
  }

  /** Removes the last subtag, and one of a single letter before it, which introduces it. */
  private static String shortened(String range) {
    var end = range.lastIndexOf('-');
    if (end >= 2 && range.charAt(end - 2) == '-') {
      end -= 2;
    }
    return range.substring(0, Math.max(0, end));
  }
}
