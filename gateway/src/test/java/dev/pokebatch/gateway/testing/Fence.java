package dev.pokebatch.gateway.testing;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A fenced block of a Markdown page.
 *
 * @param kind its language, such as {@code sh}
 * @param text what stands between the fences
 */
public record Fence(String kind, String text) {

  private static final Pattern FENCE = Pattern.compile("```([a-z]+)\\n(.*?)\\n```", Pattern.DOTALL);

  /** All blocks that name a language, in order. */
  public static List<Fence> in(String markdown) {
    return FENCE
        .matcher(markdown)
        .results()
        .map(found -> new Fence(found.group(1), found.group(2)))
        .toList();
  }
}
