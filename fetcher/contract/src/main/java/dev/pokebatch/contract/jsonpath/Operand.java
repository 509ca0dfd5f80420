package dev.pokebatch.contract.jsonpath;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** An expression with a value that can be compared: ValueType in RFC 9535, section 2.4.1. */
sealed interface Operand extends Term {

  /** The value of a query that selects no node; it is not a JSON value, unlike null (2.4.1). */
  enum Nothing {
    NOTHING
  }

  /** Returns its value for the current node of the filter. */
  @Nullable Object value(@Nullable Object current, Evaluation in);

  /** A literal (section 2.3.5.1). */
  record Literal(@Nullable Object value) implements Operand {

    @Override
    public @Nullable Object value(@Nullable Object current, Evaluation in) {
      return value;
    }
  }

  /**
   * The value of the only node that a query selects: a singular query (2.3.5.1), or the function
   * {@code value} (2.4.8).
   */
  record Only(Query query) implements Operand {

    @Override
    public @Nullable Object value(@Nullable Object current, Evaluation in) {
      var found =
          new Object() {
            int count;
            @Nullable Object first;
          };
      query.visit(
          current,
          in,
          node -> {
            found.first = node;
            return ++found.count < 2;
          });
      return found.count == 1 ? found.first : Nothing.NOTHING;
    }
  }

  /** The function {@code length}: the number of characters, elements or members (section 2.4.4). */
  record Length(Operand of) implements Operand {

    @Override
    public @Nullable Object value(@Nullable Object current, Evaluation in) {
      var value = of.value(current, in);
      if (value instanceof String text) {
        in.work().read(text);
        return text.codePointCount(0, text.length());
      }
      if (value instanceof JsonArray array) {
        return array.size();
      }
      return value instanceof JsonObject object ? object.size() : Nothing.NOTHING;
    }
  }

  /** The function {@code count}: the number of nodes that a query selects (section 2.4.5). */
  record Count(Query query) implements Operand {

    @Override
    public @Nullable Object value(@Nullable Object current, Evaluation in) {
      var found =
          new Object() {
            long count;
          };
      query.visit(
          current,
          in,
          node -> {
            found.count++;
            return true;
          });
      return found.count;
    }
  }
}
