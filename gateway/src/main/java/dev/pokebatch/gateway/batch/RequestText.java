package dev.pokebatch.gateway.batch;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Counts the text that a batch request keeps in memory. */
final class RequestText {

  /** Fields and paths that steps may share. */
  private final Set<Object> counted = Collections.newSetFromMap(new IdentityHashMap<>());

  private long characters;

  private RequestText() {}

  /** Returns the number of characters of all ids, targets, fields and paths of these steps. */
  static long length(List<Step> steps) {
    var text = new RequestText();
    text.add(steps);
    return text.characters;
  }

  private void add(List<Step> steps) {
    for (var step : steps) {
      characters += step.id().length();
      if (step instanceof Step.Group group) {
        add(group.steps());
      } else if (step instanceof Step.Get get) {
        characters += get.target().size() == 1 ? get.target().at(0).length() : 0;
        add(get.view());
      } else if (step instanceof Step.Linked linked) {
        add(linked.reference().path());
        add(linked.view());
      } else if (step instanceof Step.RandomLinked random) {
        add(random.reference().path());
        add(random.view());
      } else if (step instanceof Step.All all) {
        add(all.view());
      } else if (step instanceof Step.Random random) {
        add(random.view());
      }
    }
  }

  private void add(View view) {
    add(view.fields());
    add(view.expand());
  }

  private void add(Object shared) {
    if (counted.add(shared)) {
      characters += shared.toString().length();
    }
  }
}
