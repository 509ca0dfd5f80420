package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.DocumentReads;
import dev.pokebatch.contract.jsonpath.JsonPath;
import dev.pokebatch.contract.jsonpath.WorkBudget;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that a query selects: the node of a singular query (RFC 9535, section 2.3.5.1), or
 * null; an array of the nodes of any other query.
 */
record PathNodes(JsonPath path) implements ShapeValue {

  @Override
  public Evaluated evaluate(@Nullable Object document, List<String> languages, WorkBudget work) {
    var nodes = path.nodes(document, Integer.MAX_VALUE, work);
    if (!path.isSingular()) {
      return new Evaluated(new JsonArray(nodes), !nodes.isEmpty());
    }
    return new Evaluated(nodes.isEmpty() ? null : nodes.get(0), !nodes.isEmpty());
  }

  @Override
  public void addReads(DocumentReads reads) {
    reads.addValues(path);
  }
}
