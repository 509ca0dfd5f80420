package dev.pokebatch.contract.shape;

import dev.pokebatch.contract.jsonpath.WorkBudget;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The functions of a shape: three of RFC 9535, section 2.4, and extensions. Those of numbers ignore
 * nodes that are none.
 */
enum PathFunction {
  /** The value of the only node; null for none or several (section 2.4.8). */
  VALUE,
  /** The number of nodes (section 2.4.5). */
  COUNT,
  /**
   * The number of characters, elements or members of the node of a singular query; null for any
   * other value (section 2.4.4).
   */
  LENGTH,
  /** The value of the first node; null for none. */
  FIRST,
  /** The sum of the numbers; 0 for none. */
  SUM,
  /** The least of the numbers; null for none. */
  MIN,
  /** The greatest of the numbers; null for none. */
  MAX,
  /** The text in the client's language; see {@link LocalizedText}. */
  LOCALIZED;

  /** Returns the function of a name; null if there is none. */
  static @Nullable PathFunction named(String name) {
    return Arrays.stream(values()).filter(f -> f.word().equals(name)).findFirst().orElse(null);
  }

  /** Returns the names of all functions, separated by commas. */
  static String names() {
    return Arrays.stream(values()).map(PathFunction::word).collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns how many nodes decide its value. */
  int mostNodes() {
    return switch (this) {
      case FIRST -> 1;
      case VALUE -> 2;
      default -> Integer.MAX_VALUE;
    };
  }

  /** Returns its value for these nodes; not for {@link #LOCALIZED}. */
  @Nullable Object of(List<@Nullable Object> nodes, WorkBudget work) {
    return switch (this) {
      case VALUE -> nodes.size() == 1 ? nodes.get(0) : null;
      case COUNT -> nodes.size();
      case LENGTH -> nodes.isEmpty() ? null : length(nodes.get(0), work);
      case FIRST -> nodes.isEmpty() ? null : nodes.get(0);
      case SUM -> Numbers.sum(nodes);
      case MIN -> Numbers.least(nodes);
      case MAX -> Numbers.greatest(nodes);
      case LOCALIZED -> throw new IllegalStateException("It depends on languages");
    };
  }

  /**
   * Whether there is what it takes: a node for {@code count} and {@code first}, a number for {@code
   * sum}, a value for all others. The only node of {@code value} may be null.
   *
   * @param value its value for these nodes
   */
  boolean matches(List<@Nullable Object> nodes, @Nullable Object value) {
    return switch (this) {
      case VALUE -> nodes.size() == 1;
      case COUNT, FIRST -> !nodes.isEmpty();
      case SUM -> nodes.stream().anyMatch(Number.class::isInstance);
      case LENGTH, MIN, MAX, LOCALIZED -> value != null;
    };
  }

  private static @Nullable Object length(@Nullable Object node, WorkBudget work) {
    if (node instanceof String text) {
      work.spend(1 + text.length() / WorkBudget.CHARACTERS);
      return text.codePointCount(0, text.length());
    }
    if (node instanceof JsonArray array) {
      return array.size();
    }
    return node instanceof JsonObject object ? object.size() : null;
  }
}
