package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.DocumentReads;
import dev.pokebatch.contract.jsonpath.JsonPath;
import dev.pokebatch.contract.jsonpath.WorkBudget;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function of the nodes that a query selects. */
record FunctionCall(PathFunction function, JsonPath path) implements ShapeValue {

  @Override
  public Evaluated evaluate(@Nullable Object document, List<String> languages, WorkBudget work) {
    var nodes = path.nodes(document, function.mostNodes(), work);
    var value =
        function == PathFunction.LOCALIZED
            ? LocalizedText.of(nodes, languages, work)
            : function.of(nodes, work);
    return new Evaluated(value, function.matches(nodes, value));
  }

  @Override
  public void addReads(DocumentReads reads) {
    switch (function) {
      case COUNT -> reads.addCount(path);
      case LENGTH -> reads.addSizes(path);
      default -> reads.addValues(path);
    }
  }
}
