package dev.pokebatch.fetcher.suggest;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * Finds names similar to one that does not exist: names that start with it, contain it as a word,
 * or are an edit or two away, also with their words in another order; failing these, names with a
 * common prefix. The number of edits is that of Elasticsearch's fuzziness {@code AUTO}: one for up
 * to five letters, two for more, where swapping two neighbours counts as one. Pure.
 */
public final class NearNames {

  /** Maximum number of similar names. */
  static final int MOST = 5;

  private static final int SHORTEST = 3;
  private static final int SHORT = 5;
  private static final int SHORTEST_BEGINNING = 4;
  private static final int FAR = Integer.MAX_VALUE;

  private static final DamerauLevenshteinDistance ONE = new DamerauLevenshteinDistance(1);
  private static final DamerauLevenshteinDistance TWO = new DamerauLevenshteinDistance(2);

  private NearNames() {}

  /**
   * Up to five similar names, best first; equally similar ones in the given order.
   *
   * @param wrong a name that is none of them; for an id there are no similar names
   */
  public static List<String> of(String wrong, Collection<String> names) {
    if (wrong.length() < SHORTEST || isId(wrong)) {
      return List.of();
    }
    var near = nearest(names, name -> distance(wrong, name));
    return near.isEmpty() ? nearest(names, name -> beyondBeginning(wrong, name)) : near;
  }

  static boolean isId(String key) {
    return key.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static List<String> nearest(Collection<String> names, ToIntFunction<String> distance) {
    return names.stream()
        .map(name -> new Ranked(name, distance.applyAsInt(name)))
        .filter(ranked -> ranked.distance != FAR)
        .sorted(Comparator.comparingInt(Ranked::distance))
        .limit(MOST)
        .map(Ranked::name)
        .toList();
  }

  private static int distance(String wrong, String name) {
    if (name.equals(wrong)) {
      return FAR; // the list has it, so it is no suggestion
    }
    if (name.startsWith(wrong)) {
      return 0;
    }
    if (("-" + name + "-").contains("-" + wrong + "-")) {
      return 1;
    }
    var edits = edits(wrong, name);
    return edits == FAR && hasWords(wrong) && hasWords(name)
        ? edits(inOrder(wrong), inOrder(name))
        : edits;
  }

  private static int edits(String wrong, String name) {
    var max = wrong.length() <= SHORT ? ONE : TWO;
    if (Math.abs(wrong.length() - name.length()) > max.getThreshold()) {
      return FAR;
    }
    var edits = max.apply(wrong, name);
    return edits < 0 ? FAR : edits;
  }

  private static boolean hasWords(String name) {
    return name.indexOf('-') >= 0;
  }

  private static String inOrder(String name) {
    var words = name.split("-", -1);
    Arrays.sort(words);
    return String.join("-", words);
  }

  /**
   * The length of the wrong name without the common prefix, if the prefix is at least half of it.
   */
  private static int beyondBeginning(String wrong, String name) {
    var same = Arrays.mismatch(wrong.toCharArray(), name.toCharArray());
    return same >= SHORTEST_BEGINNING && 2 * same >= wrong.length() ? wrong.length() - same : FAR;
  }

  private record Ranked(String name, int distance) {}
}
