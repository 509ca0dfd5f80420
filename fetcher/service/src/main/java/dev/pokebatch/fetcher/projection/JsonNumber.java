package dev.pokebatch.fetcher.projection;

import java.nio.charset.StandardCharsets;

/**
 * A number that is not a short whole one, as it is written in a document: it keeps all its digits
 * where it is only copied.
 */
final class JsonNumber extends Number {

  private static final long serialVersionUID = 1;

  /** Whole numbers of up to so many characters fit into a long. */
  private static final int SHORT = 18;

  private final String text;

  private JsonNumber(String text) {
    this.text = text;
  }

  /** Reads the number between two indexes. */
  static Number of(byte[] in, int from, int to) {
    var negative = in[from] == '-';
    var first = negative ? from + 1 : from;
    if (to - first > SHORT || (negative && in[first] == '0')) {
      return new JsonNumber(new String(in, from, to - from, StandardCharsets.US_ASCII));
    }
    var value = 0L;
    for (var at = first; at < to; at++) {
      if (in[at] < '0' || in[at] > '9') {
        return new JsonNumber(new String(in, from, to - from, StandardCharsets.US_ASCII));
      }
      value = 10 * value + in[at] - '0';
    }
    return negative ? -value : value;
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public String toString() {
    return text;
  }
}
