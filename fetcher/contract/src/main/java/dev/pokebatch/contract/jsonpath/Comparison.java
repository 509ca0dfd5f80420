package dev.pokebatch.contract.jsonpath;

import org.jspecify.annotations.Nullable;

/** The comparison operators (RFC 9535, section 2.3.5.2.2). */
enum Comparison {
  // An operator comes before its own prefix.
  EQUAL("=="),
  UNEQUAL("!="),
  AT_MOST("<="),
  AT_LEAST(">="),
  LESS("<"),
  GREATER(">");

  private final String sign;

  Comparison(String sign) {
    this.sign = sign;
  }

  String sign() {
    return sign;
  }

  boolean holds(@Nullable Object left, @Nullable Object right, WorkBudget work) {
    return switch (this) {
      case EQUAL -> Equality.equal(left, right, work);
      case UNEQUAL -> !Equality.equal(left, right, work);
      case LESS -> less(left, right, work);
      case GREATER -> less(right, left, work);
      case AT_MOST -> less(left, right, work) || Equality.equal(left, right, work);
      case AT_LEAST -> less(right, left, work) || Equality.equal(left, right, work);
    };
  }

  /** Only numbers and strings are ordered. */
  private static boolean less(@Nullable Object left, @Nullable Object right, WorkBudget work) {
    if (left instanceof Number a && right instanceof Number b) {
      return Equality.areWhole(a, b)
          ? a.longValue() < b.longValue()
          : a.doubleValue() < b.doubleValue();
    }
    return left instanceof String a && right instanceof String b && before(a, b, work);
  }

  /** Compares Unicode scalar values; {@link String#compareTo} compares UTF-16 code units. */
  private static boolean before(String a, String b, WorkBudget work) {
    var shorter = Math.min(a.length(), b.length());
    work.read(a.length() == shorter ? a : b);
    for (var i = 0; i < shorter; i++) {
      var x = a.charAt(i);
      var y = b.charAt(i);
      if (x != y) {
        // A surrogate belongs to a character above all characters without surrogates.
        return Character.isSurrogate(x) == Character.isSurrogate(y)
            ? x < y
            : Character.isSurrogate(y);
      }
    }
    return a.length() < b.length();
  }
}
