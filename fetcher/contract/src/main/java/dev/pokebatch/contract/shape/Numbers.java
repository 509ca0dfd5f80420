package dev.pokebatch.contract.shape;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Arithmetic on the numbers among nodes: exact while all are whole numbers of 64 bits and so is the
 * result, otherwise in double precision. Pure.
 */
final class Numbers {

  private static final Comparator<Number> ORDER =
      (a, b) ->
          isWhole(a) && isWhole(b)
              ? Long.compare(a.longValue(), b.longValue())
              : Double.compare(a.doubleValue(), b.doubleValue());

  private Numbers() {}

  /** Returns the sum; 0 for no numbers, null if it is too large for double precision. */
  static @Nullable Number sum(List<@Nullable Object> nodes) {
    if (numbers(nodes).allMatch(Numbers::isWhole)) {
      try {
        return numbers(nodes).mapToLong(Number::longValue).reduce(0, Math::addExact);
      } catch (ArithmeticException tooLarge) {
        // continues in double precision
      }
    }
    var sum = numbers(nodes).mapToDouble(Number::doubleValue).sum();
    return Double.isFinite(sum) ? sum : null;
  }

  /** Returns the least number, as it is in the document; null for none. */
  static @Nullable Number least(List<@Nullable Object> nodes) {
    return numbers(nodes).min(ORDER).orElse(null);
  }

  /** Returns the greatest number, as it is in the document; null for none. */
  static @Nullable Number greatest(List<@Nullable Object> nodes) {
    return numbers(nodes).max(ORDER).orElse(null);
  }

  private static Stream<Number> numbers(List<@Nullable Object> nodes) {
    return nodes.stream().filter(Number.class::isInstance).map(Number.class::cast);
  }

  private static boolean isWhole(Number number) {
    return number instanceof Long || number instanceof Integer;
  }
}
