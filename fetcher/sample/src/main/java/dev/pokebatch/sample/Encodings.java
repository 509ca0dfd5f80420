package dev.pokebatch.sample;

import java.util.Locale;

/** Parses Accept-Encoding (RFC 9110, section 12.5.3). */
final class Encodings {
  private Encodings() {}

  /** Whether a coding is listed, by name or by {@code *}, with a weight above 0. */
  static boolean accepts(String header, String coding) {
    var byStar = false;
    for (var entry : Table.split(header.toLowerCase(Locale.ROOT), ',')) {
      var semicolon = entry.indexOf(';');
      var name = (semicolon < 0 ? entry : entry.substring(0, semicolon)).strip();
      var wanted = semicolon < 0 || !isZero(entry.substring(semicolon + 1));
      if (name.equals(coding)) {
        return wanted;
      }
      byStar |= wanted && name.equals("*");
    }
    return byStar;
  }

  private static boolean isZero(String parameter) {
    return parameter.strip().matches("q=0(\\.0{0,3})?");
  }
}
