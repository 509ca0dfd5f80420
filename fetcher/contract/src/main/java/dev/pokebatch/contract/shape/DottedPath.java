package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.DocumentReads;
import dev.pokebatch.contract.jsonpath.WorkBudget;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names separated by dots. A path applies to each element of an array that it passes through; its
 * value is then one array of all values.
 *
 * @param names at least one
 */
public record DottedPath(List<String> names) implements ShapeValue {

  /** The form of a path: letters, digits, hyphens and underscores; at most 32 names. */
  public static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+){0,31}");

  /** Copies the list. */
  public DottedPath {
    names = List.copyOf(names);
  }

  /** Splits a text of the {@link #FORM}. */
  static DottedPath of(String text) {
    return new DottedPath(List.of(text.split("\\.", -1)));
  }

  @Override
  public Evaluated evaluate(@Nullable Object document, List<String> languages, WorkBudget work) {
    var values = new Values(work);
    values.collect(document, 0);
    return values.result();
  }

  @Override
  public void addReads(DocumentReads reads) {
    reads.addDotted(names);
  }

  /** The values in one document. */
  private final class Values {
    private final List<@Nullable Object> found = new ArrayList<>();
    private final WorkBudget work;
    private boolean plural;

    private Values(WorkBudget work) {
      this.work = work;
    }

    private void collect(@Nullable Object node, int depth) {
      work.spend(1);
      if (depth == names.size()) {
        found.add(node);
      } else if (node instanceof JsonArray array) {
        plural = true;
        for (var element : array) {
          collect(element, depth);
        }
      } else if (node instanceof JsonObject object && object.containsKey(names.get(depth))) {
        collect(object.getValue(names.get(depth)), depth + 1);
      }
    }

    private Evaluated result() {
      var one = found.isEmpty() ? null : found.get(0);
      return new Evaluated(plural ? new JsonArray(found) : one, !found.isEmpty());
    }
  }
}
