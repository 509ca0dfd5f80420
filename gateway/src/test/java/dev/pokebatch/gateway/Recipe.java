package dev.pokebatch.gateway;

import dev.pokebatch.gateway.testing.Fence;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A section of the recipes page: programs, and after each that prints something, what it prints.
 *
 * @param title its heading
 * @param fences its blocks, in order
 */
record Recipe(String title, List<Fence> fences) {

  private static final Pattern SECTION = Pattern.compile("\\n(?=##+ )");

  /** All sections of a page that have blocks. */
  static Stream<Recipe> in(String page) {
    return SECTION
        .splitAsStream(page)
        .map(section -> new Recipe(section.lines().findFirst().orElse(""), Fence.in(section)))
        .filter(recipe -> !recipe.fences.isEmpty());
  }

  @Override
  public String toString() {
    return title;
  }
}
