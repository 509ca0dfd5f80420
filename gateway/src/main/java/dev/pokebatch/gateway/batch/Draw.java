package dev.pokebatch.gateway.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * A random draw of documents, without repetition.
 *
 * @param count the number of documents, at least 1; fewer if there are fewer to draw from
 * @param seed the same seed draws the same documents from the same list; empty for a random one
 */
public record Draw(int count, OptionalLong seed) {

  /**
   * Returns the documents that are drawn.
   *
   * @param targets the documents to draw from; one that is there twice is drawn once
   */
  public DocumentList from(List<String> targets) {
    var left = new ArrayList<>(new LinkedHashSet<>(targets));
    var random = seed.isPresent() ? new SplittableRandom(seed.getAsLong()) : new SplittableRandom();
    var drawn = Math.min(count, left.size());
    for (var i = 0; i < drawn; i++) {
      Collections.swap(left, i, random.nextInt(i, left.size()));
    }
    return new DocumentList.Resolved(left.subList(0, drawn));
  }
}
