package dev.pokebatch.gateway.run;

import dev.pokebatch.gateway.batch.View;
import dev.pokebatch.gateway.dispatch.ReplySizes.SizeEstimate;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The size estimate of the last document of a step. The next document is usually of the same kind,
 * so its estimate need not be looked up. Confined to one event loop.
 */
final class LastSizeEstimate {

  private String prefix = "";
  private @Nullable View view;
  private @Nullable SizeEstimate last;

  /** Returns the last estimate; if there is none, that of the first document. */
  SizeEstimate lastOr(Supplier<SizeEstimate> first) {
    var estimate = last;
    return estimate == null ? first.get() : estimate;
  }

  /**
   * Returns a document's estimate; looks it up if the document is of another kind than the last.
   */
  SizeEstimate of(String target, View wanted, BiFunction<String, View, SizeEstimate> lookup) {
    var estimate = last;
    if (estimate == null || !wanted.equals(view) || !target.startsWith(prefix)) {
      estimate = lookup.apply(target, wanted);
      last = estimate;
      view = wanted;
      prefix = target.substring(0, target.lastIndexOf('/', target.length() - 2) + 1);
    }
    return estimate;
  }
}
