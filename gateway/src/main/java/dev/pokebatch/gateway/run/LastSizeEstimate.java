package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the size of the last document of a step: the next one is mostly of the same kind, and
 * then nothing has to be looked up. Confined to one event loop.
 */
final class LastSizeEstimate {

  private String prefix = "";
  private @Nullable View view;
  private @Nullable SizeEstimate last;

  /** That of the last document, or of the first. */
  SizeEstimate known(Supplier<SizeEstimate> first) {
    var known = last;
    return known == null ? first.get() : known;
  }

  /** That of a document; of another kind than the last one, it is looked up. */
  SizeEstimate of(String target, View asked, BiFunction<String, View, SizeEstimate> lookup) {
    var known = last;
    if (known == null || !asked.equals(view) || !target.startsWith(prefix)) {
      known = lookup.apply(target, asked);
      last = known;
      view = asked;
      prefix = target.substring(0, target.lastIndexOf('/', target.length() - 2) + 1);
    }
    return known;
  }
}
